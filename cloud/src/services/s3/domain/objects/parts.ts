import { s3Errors } from "../shared/errors.ts";
import type { ByteRange } from "./blobs.ts";
import type { StoredChecksum } from "./checksums.ts";
import type { ObjectVersion } from "./object.ts";

/** One part of an object. */
export interface ObjectPart {
  /** Undefined where there are no bytes. */
  readonly range: ByteRange | undefined;
  /** Undefined where the upload named no algorithm. */
  readonly checksum: StoredChecksum | undefined;
  /** How many parts the object was uploaded in; undefined for one PUT. */
  readonly count: number | undefined;
}

/**
 * The part of this number, from 1; an object of one PUT is its own part 1.
 * @throws AwsError InvalidPartNumber
 */
export function objectPart({ size, metadata }: ObjectVersion, number: number): ObjectPart {
  const { checksum, partSizes, partChecksums } = metadata;
  const sizes = partSizes ?? [size];
  const length = sizes[number - 1];
  if (length === undefined) throw s3Errors.invalidPartNumber(number, sizes.length);
  const start = sizes.slice(0, number - 1).reduce((sum, each) => sum + each, 0);
  const range = size === 0 ? undefined : { start, end: start + length - 1 };
  if (partSizes === undefined) return { range, checksum, count: undefined };
  const value = partChecksums?.[number - 1];
  return {
    range,
    checksum: checksum === undefined || value === undefined ? undefined : { ...checksum, value },
    count: partSizes.length,
  };
}
