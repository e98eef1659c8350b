import type { Tag } from "./role.ts";

export interface ManagedPolicy {
  readonly arn: string;
  /** `ANPA` and 17 upper-case letters or digits. */
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly description: string;
  /** e.g. `v1`; the default version, and the only one that is kept. */
  readonly versionId: string;
  /** JSON text. */
  readonly document: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly tags: readonly Tag[];
}
