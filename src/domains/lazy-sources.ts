import type { Upstream } from '../upstream/upstream.js';

type Makers = Readonly<Record<string, (esper: Upstream, enterpriseId: string | null) => unknown>>;

/** What `makers` make, by the same names. */
export type SourcesOf<M extends Makers> = { readonly [N in keyof M]: ReturnType<M[N]> };

/**
 * Makes the sources of operations, each source when it is first asked for: an operation asks a few of many. The getters stand on
 * a prototype, so that the sources of one more operation cost next to nothing.
 */
export function lazySources<M extends Makers>(makers: M): new (...args: Parameters<Makers[string]>) => SourcesOf<M> {
  class Sources {
    readonly made: Record<string, unknown> = {};

    constructor(
      readonly esper: Upstream,
      readonly enterpriseId: string | null,
    ) {}
  }
  for (const [name, make] of Object.entries(makers)) {
    Object.defineProperty(Sources.prototype, name, {
      get(this: Sources) {
        return (this.made[name] ??= make(this.esper, this.enterpriseId));
      },
    });
  }
  return Sources as new (...args: Parameters<Makers[string]>) => never;
}
