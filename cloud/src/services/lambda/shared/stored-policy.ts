/** A resource policy as it is kept. */
export interface StoredPolicy {
  /** JSON text. */
  readonly document: string;
  readonly revisionId: string;
}
