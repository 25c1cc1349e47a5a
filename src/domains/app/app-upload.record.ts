/**
 * What `POST /enterprise/{e}/application/upload/` answers. Esper: the app as legacy knows it; which of its versions is the new one
 * is not said.
 */
export interface UploadedAppRecord {
  application: { id: string; versions?: { id: string }[] | null };
}
