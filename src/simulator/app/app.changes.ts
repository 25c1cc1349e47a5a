import { type Asked, remove } from '../router.js';
import { appOf } from './app.routes.js';

export const appChanges = [remove('/v1/enterprise/{e}/application/{app}/', deleteApp)];

function deleteApp(asked: Asked, id: string): void {
  asked.world.apps.remove(appOf(asked, id));
}
