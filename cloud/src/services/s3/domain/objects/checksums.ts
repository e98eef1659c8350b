import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { s3Errors } from "../shared/errors.ts";

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

/** A running checksum over bytes. */
export interface RunningChecksum {
  update(bytes: Buffer): void;
  digest(): Buffer;
}

export function createCrc32(): RunningChecksum {
  let value = 0;
  return {
    update: (bytes) => {
      value = crc32(bytes, value);
    },
    digest: () => bigEndian32(value),
  };
}

/** Tables are made for the first checksum that needs them. */
let crc32cTable: Uint32Array | undefined;

function table32(polynomial: number): Uint32Array {
  const table = new Uint32Array(256);
  for (let index = 0; index < 256; index += 1) {
    let value = index;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1;
    table[index] = value >>> 0;
  }
  return table;
}

/** Castagnoli CRC (RFC 3720 appendix B.4). */
export function createCrc32c(): RunningChecksum {
  crc32cTable ??= table32(0x82f63b78);
  const table = crc32cTable;
  let value = 0xffffffff;
  return {
    update: (bytes) => {
      let running = value;
      for (let index = 0; index < bytes.length; index += 1) {
        running = (table[(running ^ (bytes[index] ?? 0)) & 0xff] ?? 0) ^ (running >>> 8);
      }
      value = running;
    },
    digest: () => bigEndian32((value ^ 0xffffffff) >>> 0),
  };
}

const CRC64_POLYNOMIAL = 0x9a6c9329ac4bc9b5n;
let crc64Tables: ReturnType<typeof tables64> | undefined;

/** The 64-bit table as two 32-bit halves: BigInt arithmetic a byte would be a hundred times slower. */
function tables64(): readonly [Uint32Array, Uint32Array] {
  const low = new Uint32Array(256);
  const high = new Uint32Array(256);
  for (let index = 0; index < 256; index += 1) {
    let value = BigInt(index);
    for (let bit = 0; bit < 8; bit += 1) value = value & 1n ? (value >> 1n) ^ CRC64_POLYNOMIAL : value >> 1n;
    low[index] = Number(value & 0xffffffffn);
    high[index] = Number(value >> 32n);
  }
  return [low, high];
}

/** CRC-64/NVME, the checksum S3 computes when the client sends none. */
export function createCrc64Nvme(): RunningChecksum {
  crc64Tables ??= tables64();
  const [lowTable, highTable] = crc64Tables;
  let low = 0xffffffff;
  let high = 0xffffffff;
  return {
    update: (bytes) => {
      let runningLow = low;
      let runningHigh = high;
      for (let index = 0; index < bytes.length; index += 1) {
        const slot = (runningLow ^ (bytes[index] ?? 0)) & 0xff;
        runningLow = ((runningLow >>> 8) | (runningHigh << 24)) ^ (lowTable[slot] ?? 0);
        runningHigh = (runningHigh >>> 8) ^ (highTable[slot] ?? 0);
      }
      low = runningLow;
      high = runningHigh;
    },
    digest: () =>
      Buffer.concat([bigEndian32((high ^ 0xffffffff) >>> 0), bigEndian32((low ^ 0xffffffff) >>> 0)]),
  };
}

function bigEndian32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

const REFLECTED_POLYNOMIALS = {
  CRC32: { polynomial: 0xedb88320n, bits: 32 },
  CRC32C: { polynomial: 0x82f63b78n, bits: 32 },
  CRC64NVME: { polynomial: CRC64_POLYNOMIAL, bits: 64 },
} as const;

export type CrcAlgorithm = keyof typeof REFLECTED_POLYNOMIALS;

/**
 * CRC of `a` followed by `b` from their CRCs and the length of `b`, by advancing the first over
 * `length` zero bytes. Operators are kept per length: parts of an upload mostly have one size.
 */
export function createCrcCombiner(algorithm: CrcAlgorithm): (a: Buffer, b: Buffer, length: number) => Buffer {
  const { polynomial, bits } = REFLECTED_POLYNOMIALS[algorithm];
  const operators = new Map<number, readonly bigint[]>();
  return (a, b, length) => {
    const operator = operators.get(length) ?? zeroBytesOperator(polynomial, bits, length);
    operators.set(length, operator);
    const combined = apply(operator, BigInt(`0x${a.toString("hex")}`)) ^ BigInt(`0x${b.toString("hex")}`);
    return Buffer.from(combined.toString(16).padStart(bits / 4, "0"), "hex");
  };
}

/** Multiplies a vector by a matrix over GF(2). */
function apply(matrix: readonly bigint[], vector: bigint): bigint {
  let sum = 0n;
  let rest = vector;
  for (let row = 0; rest !== 0n; row += 1, rest >>= 1n) {
    if (rest & 1n) sum ^= matrix[row] ?? 0n;
  }
  return sum;
}

const square = (matrix: readonly bigint[]): bigint[] => matrix.map((row) => apply(matrix, row));

function zeroBytesOperator(polynomial: bigint, bits: number, length: number): readonly bigint[] {
  let power: readonly bigint[] = Array.from({ length: bits }, (_, row) =>
    row === 0 ? polynomial : 1n << BigInt(row - 1),
  );
  for (let doubling = 0; doubling < 3; doubling += 1) power = square(power);
  let result: readonly bigint[] = Array.from({ length: bits }, (_, row) => 1n << BigInt(row));
  for (let rest = length; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = result.map((row) => apply(power, row));
    power = square(power);
  }
  return result;
}
