import { performance } from 'node:perf_hooks';

/** Time, as the layers see it: milliseconds on a clock that never jumps. */
export interface Clock {
  now(): number;
  /** Runs `task` once, `ms` milliseconds from now; the function it gives takes that back. */
  after(ms: number, task: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  after: (ms, task) => {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};
