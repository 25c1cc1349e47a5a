import type { GraphQLResolveInfo } from 'graphql';

type Path = GraphQLResolveInfo['path'];

/** An object or a list of the answer that is being filled, and where it stands. */
export class Place {
  /** Whether null has taken its place: what still comes for it is of no use, and its faults are not told. */
  isGone = false;

  constructor(
    readonly data: Record<string | number, unknown>,
    /** What it stands in; null for the root. */
    readonly parent: Place | null,
    /** Its key in that. */
    readonly key: string | number,
    /** Whether null may not stand there. */
    readonly isNonNull: boolean,
    /** The type whose field it is; undefined for an item of a list. */
    readonly typename: string | undefined,
  ) {}

  /** Whether it, or anything around it, is gone. */
  get isLost(): boolean {
    return this.isGone || (this.parent?.isLost ?? false);
  }

  /** Puts null in its place; where null may not stand, what is around it goes as well. */
  vanish(): void {
    if (this.isGone) return;
    this.isGone = true;
    if (!this.parent) return;
    if (this.isNonNull) this.parent.vanish();
    else this.parent.data[this.key] = null;
  }

  /** The path of what stands in it under a key. */
  pathOf(key: string | number, typename?: string): Path {
    return { prev: this.parent?.pathOf(this.key, this.typename), key, typename };
  }
}
