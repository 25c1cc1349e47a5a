/** A device tag, a row of `GET /enterprise/{e}/tags/`. Esper: an undocumented route. */
export interface TagRecord {
  id: string;
  tag: string;
}
