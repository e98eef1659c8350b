import { createHash } from "node:crypto";
import { s3Errors } from "../shared/errors.ts";
import { createCrc32, createCrc32c, createCrc64Nvme, type RunningChecksum } from "./crc.ts";

export type ChecksumAlgorithm = "CRC32" | "CRC32C" | "CRC64NVME" | "SHA1" | "SHA256";
export type ChecksumType = "FULL_OBJECT" | "COMPOSITE";

/** A checksum as stored and shown: base64, with `-<parts>` for composites. */
export interface StoredChecksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly value: string;
  readonly type: ChecksumType;
}

interface AlgorithmRow {
  readonly create: () => RunningChecksum;
  readonly bytes: number;
  /** Element and header stem, e.g. `ChecksumCRC32`, `x-amz-checksum-crc32`. */
  readonly element: string;
  readonly header: string;
}

const hashing = (name: string) => (): RunningChecksum => {
  const hash = createHash(name);
  return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest() };
};

export const CHECKSUMS: ReadonlyMap<string, AlgorithmRow & { readonly name: ChecksumAlgorithm }> = new Map(
  (
    [
      { name: "CRC32", create: createCrc32, bytes: 4 },
      { name: "CRC32C", create: createCrc32c, bytes: 4 },
      { name: "CRC64NVME", create: createCrc64Nvme, bytes: 8 },
      { name: "SHA1", create: hashing("sha1"), bytes: 20 },
      { name: "SHA256", create: hashing("sha256"), bytes: 32 },
    ] as const
  ).map((row) => [
    row.name,
    { ...row, element: `Checksum${row.name}`, header: `x-amz-checksum-${row.name.toLowerCase()}` },
  ]),
);

export function checksumRow(algorithm: ChecksumAlgorithm): AlgorithmRow {
  const row = CHECKSUMS.get(algorithm);
  if (row === undefined) throw new Error(`no checksum ${algorithm}`);
  return row;
}

/** @throws AwsError InvalidRequest for an algorithm S3 does not know */
export function parseAlgorithm(text: string): ChecksumAlgorithm {
  const row = CHECKSUMS.get(text.toUpperCase());
  if (row !== undefined) return row.name;
  throw s3Errors.invalidRequest(
    "Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]",
  );
}

/** What the client announced about the checksum of a body. */
export interface DeclaredChecksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Base64; undefined when it comes in the trailer. */
  readonly value: string | undefined;
}

const CHECKSUM_HEADER = /^x-amz-checksum-(?!mode$|algorithm$|type$)(.+)$/;

/**
 * Reads `x-amz-checksum-*`, `x-amz-trailer` and `x-amz-sdk-checksum-algorithm`.
 * @throws AwsError InvalidRequest on several, unknown or malformed checksums
 */
export function declaredChecksum(
  headers: Readonly<Record<string, string | undefined>>,
): DeclaredChecksum | undefined {
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

/** Refuses a value that is not the strict base64 of the algorithm's length. */
export function assertChecksumValue(algorithm: ChecksumAlgorithm, value: string): void {
  const { bytes, header } = checksumRow(algorithm);
  const decoded = Buffer.from(value, "base64");
  if (decoded.length === bytes && decoded.toString("base64") === value) return;
  throw s3Errors.invalidRequest(`Value for ${header} header is invalid.`);
}
