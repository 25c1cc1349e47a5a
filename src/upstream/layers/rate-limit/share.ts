import type { Meeting } from './learnt-bound.js';
import type { HandedOut, Starts } from './starts.js';

/** What one process may do with the budget of one caller, while other replicas use the rest. */
export interface Share {
  /** Says that the caller has something to ask in this lane. */
  wanted(lane: string): void;
  /** Says that a call has to wait in this lane: more would be of use. */
  needed(lane: string): void;
  /** Of so many calls that may be under way in this lane, those that may be here; 0 while that is not known yet, and while others have them. */
  slots(lane: string, whole: number): number;
  /** When calls may begin by what was agreed with the others. Left out where this process spaces its calls by itself. */
  readonly starts?: Starts | undefined;
  /** The part of the pace that this process then has, above 0 and 1 at most. */
  readonly pace: number;
}

/** The share of a process that knows of no other. */
export const everything: Share = { wanted: () => {}, needed: () => {}, slots: (_, whole) => whole, pace: 1 };

/** How much of one thing a replica has use for. */
export interface Wish {
  /** Calls that are under way, wait, or have begun since it was last said. */
  readonly demand: number;
  /** What cannot be given back yet. */
  readonly held: number;
  /** What the replica takes the whole for; the most careful replica is believed. */
  readonly whole: number;
}

/** What replicas know of the quota of one caller. */
export interface Lesson {
  /** Milliseconds the REST API asked to be left alone for; 0 when it did not. */
  readonly pauseMs: number;
  /** The pace that was too much last. */
  readonly pace?: Meeting | undefined;
}

/** What a replica says of one caller. */
export interface Report extends Lesson {
  /** Calls that the REST API has taken from it since it said so last. */
  readonly taken: number;
  /** How many more starts it has use for, and how far apart those of all replicas have to be; left out while that does not matter. */
  readonly starts?: { readonly wanted: number; readonly everyMs: number } | undefined;
  /** What it has use for, by lane. */
  readonly wishes: Readonly<Record<string, Wish>>;
}

/** What it is told in return: how much of everything is its own for the time of a lease. */
export interface Grant extends Lesson {
  /** Calls under way, by lane. */
  readonly grants: Readonly<Record<string, number>>;
  /** Where calls need to be spaced. */
  readonly starts?: HandedOut;
  /** Calls that the REST API has taken from all replicas since some time. */
  readonly taken: number;
  /** How many ask for the caller now, itself included. */
  readonly replicas: number;
}

/** Tells the other replicas what one caller has use for. Undefined when they cannot be reached; takes no longer than a moment. */
export type Exchange = (identity: string, report: Report) => Promise<Grant | undefined>;

/** The name under which a lane is shared. */
export const laneKey = (lane: string): string => `lane:${lane}`;
