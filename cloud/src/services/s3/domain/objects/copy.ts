import { Readable } from "node:stream";
import { MAX_PUT_BYTES } from "../shared/constants.ts";
import { s3Errors } from "../shared/errors.ts";
import type { ByteRange } from "./blobs.ts";
import type { ChecksumAlgorithm } from "./checksums.ts";
import type { ObjectsContext } from "./context.ts";
import type { ObjectVersion } from "./object.ts";
import { type ReceivedBody, receiveBody } from "./receive.ts";

interface CopyOptions {
  readonly range: ByteRange | undefined;
  readonly algorithm: ChecksumAlgorithm;
  readonly inlineLimit?: number;
}

/** Reads the source's bytes into a body of their own. */
export function copyBody(
  s3: ObjectsContext,
  version: ObjectVersion,
  options: CopyOptions,
): Promise<ReceivedBody> {
  const range = options.range ?? { start: 0, end: version.size - 1 };
  const length = range.end - range.start + 1;
  if (length > MAX_PUT_BYTES) {
    throw s3Errors.invalidRequest(
      "The specified copy source is larger than the maximum allowable size for a copy source: 5368709120",
    );
  }
  return receiveBody(
    sourceStream(s3, version, range),
    {
      length,
      sha256: undefined,
      md5: undefined,
      checksum: undefined,
      defaultAlgorithm: options.algorithm,
      ...(options.inlineLimit === undefined ? {} : { inlineLimit: options.inlineLimit }),
    },
    s3.blobs,
  );
}

function sourceStream(s3: ObjectsContext, version: ObjectVersion, range: ByteRange): Readable {
  if (version.data !== undefined) return Readable.from([version.data.subarray(range.start, range.end + 1)]);
  return version.size === 0 ? Readable.from([]) : s3.blobs.read(version.blobs, range);
}
