/** What a blueprint has beside the version it is at: a row of `/v2/blueprints/`, which is the whole record, has both. */
export interface BlueprintRecord {
  id: string;
  name: string;
  description?: string | null;
  /** Esper: "user id", without a word on which of the two. */
  created_by?: string | null;
}
