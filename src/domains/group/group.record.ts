/** A device group as every `devicegroup` route sends it; a list row is the whole record. */
export interface GroupRecord {
  id: string;
  name: string;
  description?: string | null;
  /** Esper: a label, names joined by "/" from the root. Names repeat and may hold a slash: not a key. */
  path: string;
  /** Esper: a URL when read, a bare id when written. The root group has no such key at all. */
  parent?: string | null;
  enterprise: string;
  /** Direct members only. */
  device_count: number;
  /** Direct subgroups only. */
  children_count: number;
  thumbnail?: string | null;
  blueprint?: string | null;
  created_on: string;
  /** Esper: seen in truth, and in no document. */
  updated_on?: string | null;
}
