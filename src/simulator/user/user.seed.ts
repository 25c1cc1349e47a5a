import type { Groups } from '../group/group.seed.js';
import { Random, uuidOf } from '../random.js';
import { DAY, NOW } from '../timestamps.js';
import { STORE_MANAGER_ROLE, roleId } from './role.seed.js';

export interface Person {
  id: number;
  first: string;
  last: string;
  email: string;
  role: string;
  authzRoleId: string | null;
  /** Null for robots. */
  authnId: string | null;
  /** Indexes of the groups it is let into. */
  groups: number[];
  seesAllGroups: boolean;
  canFactoryReset: boolean;
  /** Esper: text, "" or null for somebody who never signed in. */
  lastLogin: number | '' | null;
  createdOn: number;
}

type Row = [first: string, last: string, role: string, groupPaths: string[]];

const BRAZIL_KIOSKS = 'All devices/Americas/Brazil/Kiosks';
const GERMANY = 'All devices/Europe/Germany';

const PEOPLE: Row[] = [
  ['Ada', 'Admin', 'Enterprise Admin', []],
  ['Victor', 'Viewer', 'Group Viewer', [GERMANY, BRAZIL_KIOSKS]],
  ['Grace', 'Hopper', 'Enterprise Admin', []],
  ['Alan', 'Turing', 'Viewer', []],
  ['Edsger', 'Dijkstra', 'Viewer', []],
  ['Barbara', 'Liskov', 'Group Admin', ['All devices/Europe']],
  ['Donald', 'Knuth', 'Group Admin', ['All devices/Americas', BRAZIL_KIOSKS]],
  ['Radia', 'Perlman', 'Group Viewer', ['All devices/Asia/Japan/Tokyo/Kiosks']],
  ['Niklaus', 'Wirth', 'Enterprise User', []],
  ['Margaret', 'Hamilton', 'AuthZ Role User', [GERMANY]],
  ['Ken', 'Thompson', 'AuthZ Role User', []],
  ['Frances', 'Allen', 'Viewer', []],
];

export const FIRST_ID = 1001;
const FIRST_ROBOT_ID = 5001;

/** Everybody with an account. Esper: most of the accounts are robots, one of them for each device. */
export class People {
  readonly all: Person[];
  /** Whose key is `demo-admin`. */
  readonly admin: Person;
  /** Whose key is `demo-viewer`. */
  readonly viewer: Person;
  /** Whose key is `demo-manager`. */
  readonly manager: Person;

  constructor(seed: number, groups: Groups, robots: number) {
    this.all = [
      ...PEOPLE.map((row, index) => person(seed, groups, row, index)),
      robot(FIRST_ROBOT_ID, 'Google Service', 'google-service@esper.io'),
      ...Array.from({ length: robots }, (_, index) => {
        const email = `device-${uuidOf(seed, 'device', index).slice(0, 8)}@esper.io`;
        return robot(FIRST_ROBOT_ID + 1 + index, 'Enterprise Device', email);
      }),
    ];
    [this.admin, this.viewer] = this.all as [Person, Person];
    this.manager = this.all[5]!;
  }

  find(id: number): Person | undefined {
    return this.all.find((person) => person.id === id);
  }

  remove(person: Person): void {
    this.all.splice(this.all.indexOf(person), 1);
  }

  findByAuthnId(id: string): Person | undefined {
    return this.all.find((person) => person.authnId === id);
  }
}

function person(seed: number, groups: Groups, [first, last, role, paths]: Row, index: number): Person {
  const random = new Random(seed, 'user', index);
  const isCustom = role === 'AuthZ Role User';
  return {
    id: FIRST_ID + index,
    first,
    last,
    email: `${first}.${last}@example.com`.toLowerCase(),
    role,
    authzRoleId: isCustom ? roleId(seed, STORE_MANAGER_ROLE) : null,
    authnId: uuidOf(seed, 'authn-user', index),
    groups: paths.map((path) => groups.byPath(path)!.index),
    seesAllGroups: paths.length === 0,
    canFactoryReset: role.endsWith('Admin'),
    lastLogin: index === 10 ? '' : index === 11 ? null : NOW - random.below(60 * DAY),
    createdOn: NOW - 900 * DAY + index * DAY,
  };
}

function robot(id: number, role: string, email: string): Person {
  return {
    id,
    role,
    email,
    first: '',
    last: '',
    authzRoleId: null,
    authnId: null,
    groups: [],
    seesAllGroups: true,
    canFactoryReset: false,
    lastLogin: null,
    createdOn: NOW - 500 * DAY,
  };
}
