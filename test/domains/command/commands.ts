import { NOW } from '../../../src/simulator/timestamps.js';
import { createWorld } from '../../../src/simulator/world.js';

/** The tenant's time, moved on by hand. */
export const time = {
  at: NOW,
  now: () => time.at,
  pass: (ms: number) => {
    time.at += ms;
  },
};

/** The fleet of the tests: what it is like before any command. */
export const world = createWorld(1, 1000, () => NOW);
const { fleet } = world;

const numbers = Array.from({ length: fleet.size }, (_, number) => number);
const androids = (state: number) =>
  numbers.filter((one) => fleet.stateOf(one) === state && fleet.platformOf(one) === 'ANDROID');

const idsOf = (some: readonly number[]) => some.map((one) => fleet.idOf(one));
export const online = idsOf(androids(1));
export const offline = idsOf(androids(60));

export const SEND = `mutation ($input: SendCommandInput!) { sendCommand(input: $input) {
  commands { esperId commandName deviceCount targetKind }
  unsent { devices groups reason mayHaveBeenSent }
  userErrors { message field code } } }`;

export const POST = 'POST /commands/v0/commands/';
