import type { ObjectEncryption } from "../shared/encryption.ts";
import type { BlobRef } from "./blobs.ts";
import type { StoredChecksum } from "./checksums.ts";

/** What is kept beside the bytes and shown again. */
export interface ObjectMetadata {
  /** Lower-case response headers: content-type, cache-control, …, `x-amz-meta-*`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly storageClass: string;
  readonly encryption: ObjectEncryption;
  readonly checksum?: StoredChecksum;
  readonly tags: Readonly<Record<string, string>>;
  /** Sizes of the parts of a multipart object, in order. */
  readonly partSizes?: readonly number[];
  /** Base64 of the parts, of the object's algorithm, where its upload named one. */
  readonly partChecksums?: readonly string[];
}

/** One version of an object, or a delete marker. */
export interface ObjectVersion {
  readonly bucket: string;
  readonly key: string;
  /** `null` where versioning was off. */
  readonly versionId: string;
  readonly isLatest: boolean;
  readonly isDeleteMarker: boolean;
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  /** Epoch milliseconds. */
  readonly lastModified: number;
  readonly metadata: ObjectMetadata;
  readonly data: Buffer | undefined;
  readonly blobs: readonly BlobRef[];
}

export const DEFAULT_CONTENT_TYPE = "binary/octet-stream";
