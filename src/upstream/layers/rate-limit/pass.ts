import type { UpstreamError } from '../../errors.js';
import type { Lane } from './lane.js';

export interface Beginning {
  readonly lane: Lane;
  readonly route: string;
  readonly begunAt: number;
  readonly waitedMs: number;
}

/** A call that may start, or has started. */
export class Pass {
  /** `ended` is told once, when the lane has room again. */
  constructor(
    private readonly beginning: Beginning,
    private readonly ended: (lane: Lane) => void,
  ) {}

  get waitedMs(): number {
    return this.beginning.waitedMs;
  }

  /** To be called once, when the call has ended. Gives the seconds to stay away when it was refused. */
  leave(error?: UpstreamError): number | undefined {
    const { lane, route, begunAt } = this.beginning;
    const seconds = lane.budget.ended({ route, begunAt, underWay: lane.underWay, error });
    this.ended(lane);
    return seconds;
  }

  /** To be called instead when the call was given up, or never sent: it says nothing of the REST API. */
  abandon(wasSent = true): void {
    const { lane } = this.beginning;
    if (!wasSent) lane.budget.unsent();
    this.ended(lane);
  }
}
