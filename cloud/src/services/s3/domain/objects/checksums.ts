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

/** Refuses a value that is not the strict base64 of the algorithm's length. */
export function assertChecksumValue(algorithm: ChecksumAlgorithm, value: string): void {
  const { bytes, header } = checksumRow(algorithm);
  const decoded = Buffer.from(value, "base64");
  if (decoded.length === bytes && decoded.toString("base64") === value) return;
  throw s3Errors.invalidRequest(`Value for ${header} header is invalid.`);
}
