import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import { INLINE_LIMIT_BYTES } from "../shared/constants.ts";
import { s3Errors } from "../shared/errors.ts";
import type { BlobRef, Blobs, BlobWriter } from "./blobs.ts";
import {
  assertChecksumValue,
  type ChecksumAlgorithm,
  checksumRow,
  type DeclaredChecksum,
} from "./checksums.ts";

/** Decodes a transfer coding piece by piece. Nothing may be acknowledged before `finish` returned. */
export interface BodyDecoder {
  /** @throws AwsError when the coding or a signature in it is wrong */
  push(bytes: Buffer): void;
  /** What came behind the bytes, by lower-case name. @throws AwsError IncompleteBody when it ended early */
  finish(): ReadonlyMap<string, string>;
}

/** What a body must fulfil; everything is checked while it streams. */
export interface BodyContract {
  /** Bytes of the object (`x-amz-decoded-content-length` for chunked bodies); undefined when nobody said. */
  readonly length: number | undefined;
  /** Bytes that the object may have, where a form's policy says so. */
  readonly sizes?: { readonly minimum: number; readonly maximum: number };
  /** Hex SHA-256 that the signature covers; undefined for unsigned and chunked payloads. */
  readonly sha256: string | undefined;
  /** Base64 of Content-MD5. */
  readonly md5: string | undefined;
  readonly checksum: DeclaredChecksum | undefined;
  /** Computed when the client declared none. */
  readonly defaultAlgorithm: ChecksumAlgorithm;
  /** Takes a transfer coding off; left out for bodies that come as they are. */
  readonly decoder?: (emit: (bytes: Buffer) => void) => BodyDecoder;
  /** Bodies up to this size come back as bytes instead of a file. */
  readonly inlineLimit?: number;
}

/** A body that fulfilled its contract, durable when it is in a file. */
export interface ReceivedBody {
  readonly size: number;
  readonly md5: Buffer;
  readonly checksum: { readonly algorithm: ChecksumAlgorithm; readonly value: string };
  readonly data: Buffer | undefined;
  readonly blob: BlobRef | undefined;
}

/** Reads a body to its end. @throws AwsError of the first rule it breaks; nothing is kept then */
export async function receiveBody(
  source: Readable,
  contract: BodyContract,
  blobs: Blobs,
): Promise<ReceivedBody> {
  const intake = new Intake(contract, blobs);
  try {
    const trailers = await pump(source, contract, intake);
    return await intake.finish(trailers);
  } catch (error) {
    await intake.discard();
    throw error;
  }
}

const NO_TRAILERS: ReadonlyMap<string, string> = new Map();

async function pump(
  source: Readable,
  contract: BodyContract,
  intake: Intake,
): Promise<ReadonlyMap<string, string>> {
  const decoder = contract.decoder?.((bytes) => intake.take(bytes));
  for await (const chunk of chunksOf(source)) {
    if (decoder === undefined) intake.take(chunk);
    else decoder.push(chunk);
    if (intake.shouldSpill) await intake.spill();
  }
  return decoder === undefined ? NO_TRAILERS : decoder.finish();
}

async function* chunksOf(source: Readable): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of source) yield chunk as Buffer;
  } catch {
    // The client went away in the middle of its body.
    throw s3Errors.requestTimeout();
  }
}

class Intake {
  readonly #contract: BodyContract;
  readonly #blobs: Blobs;
  readonly #inlineLimit: number;
  readonly #md5 = createHash("md5");
  readonly #sha256;
  readonly #checksum;
  readonly #algorithm: ChecksumAlgorithm;
  #held: Buffer[] = [];
  #heldBytes = 0;
  #size = 0;
  #writer: BlobWriter | undefined;

  constructor(contract: BodyContract, blobs: Blobs) {
    this.#contract = contract;
    this.#blobs = blobs;
    this.#inlineLimit = contract.inlineLimit ?? INLINE_LIMIT_BYTES;
    this.#sha256 = contract.sha256 === undefined ? undefined : createHash("sha256");
    this.#algorithm = contract.checksum?.algorithm ?? contract.defaultAlgorithm;
    this.#checksum = checksumRow(this.#algorithm).create();
  }

  take(bytes: Buffer): void {
    this.#size += bytes.length;
    const { length, sizes } = this.#contract;
    if (length !== undefined && this.#size > length) throw s3Errors.incompleteBody();
    if (sizes !== undefined && this.#size > sizes.maximum) {
      throw s3Errors.entityTooLarge(sizes.maximum, this.#size);
    }
    this.#md5.update(bytes);
    this.#sha256?.update(bytes);
    this.#checksum.update(bytes);
    this.#held.push(bytes);
    this.#heldBytes += bytes.length;
  }

  get shouldSpill(): boolean {
    return this.#heldBytes > this.#inlineLimit;
  }

  async spill(): Promise<void> {
    this.#writer ??= await this.#blobs.create();
    const bytes = this.#held.length === 1 ? this.#held[0] : undefined;
    await this.#writer.write(bytes ?? Buffer.concat(this.#held));
    this.#held = [];
    this.#heldBytes = 0;
  }

  async finish(trailers: ReadonlyMap<string, string>): Promise<ReceivedBody> {
    const { length, sizes } = this.#contract;
    if (length !== undefined && this.#size !== length) throw s3Errors.incompleteBody();
    if (sizes !== undefined && this.#size < sizes.minimum) {
      throw s3Errors.fileTooSmall(sizes.minimum, this.#size);
    }
    const md5 = this.#md5.digest();
    const value = this.#checksum.digest().toString("base64");
    this.#assertSha256();
    this.#assertMd5(md5);
    this.#assertChecksum(value, trailers);
    const result = { size: this.#size, md5, checksum: { algorithm: this.#algorithm, value } };
    const inline = this.#writer === undefined && this.#size <= this.#inlineLimit;
    if (inline) return { ...result, data: Buffer.concat(this.#held), blob: undefined };
    await this.spill();
    return { ...result, data: undefined, blob: await this.#writer?.commit() };
  }

  async discard(): Promise<void> {
    await this.#writer?.discard();
  }

  // S3-5: the signature covers the hash; the hash must be the body's.
  #assertSha256(): void {
    const computed = this.#sha256?.digest("hex");
    const declared = this.#contract.sha256;
    if (computed === undefined || declared === undefined || computed === declared) return;
    throw s3Errors.contentSha256Mismatch(declared, computed);
  }

  #assertMd5(md5: Buffer): void {
    const declared = this.#contract.md5;
    if (declared === undefined || declared === md5.toString("base64")) return;
    throw s3Errors.badMd5(declared, md5.toString("base64"));
  }

  // S3-7: an announced checksum is compared, in the header or in the trailer.
  #assertChecksum(value: string, trailers: ReadonlyMap<string, string>): void {
    const declared = this.#contract.checksum;
    if (declared === undefined) return;
    const expected = declared.value ?? trailers.get(checksumRow(declared.algorithm).header);
    if (expected === undefined) throw s3Errors.malformedTrailer();
    assertChecksumValue(declared.algorithm, expected);
    if (expected !== value) throw s3Errors.badChecksum(declared.algorithm);
  }
}
