/** Where what is kept must end, and whether a record may have a key: of the bytes between its quotes. The host says both. */
declare const ROOM: usize;
declare function isUsual(at: usize, length: usize): bool;

/** Keys that may follow on one: a record with free keys is none that others are like. */
const MOST_NEXT = 24;
/** Others that must be turned away before a key makes room which was not met meanwhile. */
const PATIENCE = 1000;

/**
 * The keys that a record has, in their order, as far as it has been read: a tree that grows with the records that are seen. Nearly
 * all records of a list have their keys in one of a few orders, so that a key is not read but compared with those that have
 * followed before. The host knows how it stands in memory.
 */
@unmanaged
export class Layout {
  /** The layout without its last key; null for that of no keys. */
  before: Layout | null;
  /** Where its last key is kept, with its quotes. */
  word: usize;
  width: usize;
  /** One of the layouts with one key more, whose siblings the others are. */
  next: Layout | null;
  sibling: Layout | null;
  /** How many have one key more. */
  followers: i32;
  patience: i32;
}

/** Room that every list begins with: what is learnt of one hangs on others only where it is more than that. */
const SPARE: usize = 0x10000;

let free: usize = __heap_base;
const kept = free;

/** How often all layouts were forgotten, since there was too little room: what they were known by means others then. */
export let generation: i32 = 0;

/** Room for so many bytes, and for those that are read beyond them by 16 at a time; 0 when there is none. */
function take(bytes: usize): usize {
  const at = (free + 15) & ~15;
  if (at + bytes + 16 > ROOM) return 0;
  free = at + bytes;
  return at;
}

/** To be called between lists: forgets all layouts when there is too little room for others. */
export function forgetWhenFull(): void {
  if (free + SPARE <= ROOM) return;
  free = kept;
  generation++;
}

/** A layout of no keys, from which a reader's own grow. To be asked for when there is room, between lists. */
export function start(): Layout {
  return made(take(offsetof<Layout>()));
}

function made(place: usize): Layout {
  const layout = changetype<Layout>(place);
  layout.before = null;
  layout.next = null;
  layout.sibling = null;
  layout.followers = 0;
  layout.patience = PATIENCE;
  return layout;
}

/** The layout with one key more, which begins at `at`; null when there has been none. */
export function following(layout: Layout, at: usize): Layout | null {
  let next = layout.next;
  while (next && !standsAt(next, at)) next = next.sibling;
  if (next) next.patience = PATIENCE;
  return next;
}

/** The same, of a key that ends before `behind` and is new there; null for an unusual key, and when there are too many. */
export function grow(layout: Layout, at: usize, behind: usize): Layout | null {
  if (layout.followers >= MOST_NEXT) {
    tire(layout);
    return null;
  }
  if (!isUsual(at + 1, behind - at - 2)) return null;
  const word = take(behind - at);
  const place = word ? take(offsetof<Layout>()) : 0;
  if (!place) return null;
  memory.copy(word, at, behind - at);
  const next = made(place);
  next.before = layout;
  next.word = word;
  next.width = behind - at;
  next.sibling = layout.next;
  layout.next = next;
  layout.followers++;
  return next;
}

/** Another one was turned away: those who were not met for long make room. */
function tire(layout: Layout): void {
  let last: Layout | null = null;
  let one = layout.next;
  while (one) {
    const sibling = one.sibling;
    if (--one.patience > 0) {
      last = one;
    } else {
      if (last) last.sibling = sibling;
      else layout.next = sibling;
      layout.followers--;
    }
    one = sibling;
  }
}

/** Whether the last key of a layout stands there. */
function standsAt(layout: Layout, at: usize): bool {
  for (let done: usize = 0; done < layout.width; done += 16) {
    const same = i8x16.bitmask(i8x16.eq(v128.load(layout.word + done), v128.load(at + done)));
    const left = layout.width - done;
    const wanted = left < 16 ? (1 << (left as i32)) - 1 : 0xffff;
    if ((same & wanted) != wanted) return false;
  }
  return true;
}
