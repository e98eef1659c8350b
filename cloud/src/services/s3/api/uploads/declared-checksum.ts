import {
  assertChecksumValue,
  CHECKSUMS,
  type ChecksumAlgorithm,
  type DeclaredChecksum,
  parseAlgorithm,
} from "../../domain/objects/checksums.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import type { Headers } from "../http/call.ts";

const CHECKSUM_HEADER = /^x-amz-checksum-(?!mode$|algorithm$|type$)(.+)$/;

/**
 * Reads `x-amz-checksum-*`, `x-amz-trailer` and `x-amz-sdk-checksum-algorithm`.
 * @throws AwsError InvalidRequest on several, unknown or malformed checksums
 */
export function declaredChecksum(headers: Headers): DeclaredChecksum | undefined {
  const named: DeclaredChecksum[] = [];
  for (const name in headers) {
    if (!name.startsWith("x-amz-checksum-")) continue;
    const stem = CHECKSUM_HEADER.exec(name)?.[1];
    if (stem !== undefined) named.push(parseChecksumHeader(stem, headers[name] ?? ""));
  }
  const trailer = headers["x-amz-trailer"];
  if (trailer !== undefined) named.push({ algorithm: trailerAlgorithm(trailer), value: undefined });
  if (named.length > 1) {
    throw s3Errors.invalidRequest(
      "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.",
    );
  }
  const sdk = headers["x-amz-sdk-checksum-algorithm"];
  const [only] = named;
  if (sdk === undefined) return only;
  const algorithm = parseAlgorithm(sdk);
  if (only === undefined) {
    throw s3Errors.invalidRequest(
      "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.",
    );
  }
  if (only.algorithm !== algorithm) {
    throw s3Errors.invalidRequest("Value for x-amz-sdk-checksum-algorithm header is invalid.");
  }
  return only;
}

function parseChecksumHeader(stem: string, value: string): DeclaredChecksum {
  const algorithm = parseAlgorithm(stem);
  assertChecksumValue(algorithm, value);
  return { algorithm, value };
}

function trailerAlgorithm(trailer: string): ChecksumAlgorithm {
  const stem = CHECKSUM_HEADER.exec(trailer.trim().toLowerCase())?.[1];
  if (stem !== undefined && CHECKSUMS.has(stem.toUpperCase())) return parseAlgorithm(stem);
  throw s3Errors.invalidRequest("The value specified in the x-amz-trailer header is not supported");
}
