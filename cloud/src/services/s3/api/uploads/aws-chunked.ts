import { createHash, type Hash } from "node:crypto";
import { AwsError } from "../../../../core/errors.ts";
import type { BodyDecoder } from "../../domain/objects/receive.ts";
import { s3Errors } from "../../domain/shared/errors.ts";

/** Checks the signature chain of signed chunks; each call moves the chain on. */
export interface ChunkSignatures {
  verifyChunk(signature: string, chunkSha256: string): boolean;
  /** @param lines trailer lines as signed, each `name:value\n` */
  verifyTrailer(signature: string, lines: string): boolean;
}

interface AwsChunkedOptions {
  /** Undefined for STREAMING-UNSIGNED-PAYLOAD-TRAILER. */
  readonly signatures: ChunkSignatures | undefined;
  readonly trailer: boolean;
}

const MAX_LINE_BYTES = 4096;
const MIN_SIGNED_CHUNK_BYTES = 8192;
const CHUNK_HEADER = /^([0-9a-fA-F]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?$/;
const TRAILER_LINE = /^([A-Za-z0-9-]+)\s*:\s*(.*)$/;
const TRAILER_SIGNATURE = "x-amz-trailer-signature";
const CR = 13;
const LF = 10;

/**
 * Decodes one `aws-chunked` body piece by piece and verifies chunk and trailer signatures.
 * Nothing of the body may be acknowledged before `finish` returned.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export class AwsChunkedDecoder implements BodyDecoder {
  readonly #options: AwsChunkedOptions;
  readonly #emit: (bytes: Buffer) => void;
  readonly #trailers = new Map<string, string>();
  #state: "header" | "data" | "data-end" | "trailer" | "done" = "header";
  #line: Buffer = Buffer.alloc(0);
  #remaining = 0;
  #signature: string | undefined;
  #hash: Hash | undefined;
  #signedLines = "";
  #shortChunk = false;

  constructor(options: AwsChunkedOptions, emit: (bytes: Buffer) => void) {
    this.#options = options;
    this.#emit = emit;
  }

  /** @throws AwsError when the grammar or a signature is wrong */
  push(bytes: Buffer): void {
    let offset = 0;
    while (offset < bytes.length) {
      if (this.#state === "data") offset = this.#takeData(bytes, offset);
      else offset = this.#takeLine(bytes, offset);
    }
  }

  /** The trailer by lower-case name. @throws AwsError IncompleteBody when the body ended early */
  finish(): ReadonlyMap<string, string> {
    // Some clients leave out the empty line after the last chunk or trailer.
    if (this.#state === "trailer" && this.#line.length === 0) this.#endOfTrailer();
    if (this.#state !== "done") throw s3Errors.incompleteBody();
    return this.#trailers;
  }

  #takeData(bytes: Buffer, offset: number): number {
    const end = Math.min(bytes.length, offset + this.#remaining);
    const piece = bytes.subarray(offset, end);
    this.#hash?.update(piece);
    this.#emit(piece);
    this.#remaining -= piece.length;
    if (this.#remaining === 0) {
      this.#verifyChunk();
      this.#state = "data-end";
    }
    return end;
  }

  #takeLine(bytes: Buffer, offset: number): number {
    if (this.#state === "done") throw s3Errors.malformedTrailer();
    const lineFeed = bytes.indexOf(LF, offset);
    const end = lineFeed === -1 ? bytes.length : lineFeed + 1;
    this.#line = Buffer.concat([this.#line, bytes.subarray(offset, end)]);
    if (this.#line.length > MAX_LINE_BYTES) throw s3Errors.incompleteBody();
    if (lineFeed === -1) return end;
    const cut = this.#line.at(-2) === CR ? 2 : 1;
    const text = this.#line.toString("latin1", 0, this.#line.length - cut);
    this.#line = Buffer.alloc(0);
    this.#handleLine(text);
    return end;
  }

  #handleLine(text: string): void {
    if (this.#state === "data-end") {
      if (text !== "") throw s3Errors.incompleteBody();
      this.#state = "header";
    } else if (this.#state === "header") this.#startChunk(text);
    else this.#trailerLine(text);
  }

  #startChunk(text: string): void {
    const match = CHUNK_HEADER.exec(text);
    if (match === null) throw s3Errors.incompleteBody();
    const signed = this.#options.signatures !== undefined;
    if (signed !== (match[2] !== undefined)) throw s3Errors.chunkSignature();
    this.#signature = match[2];
    this.#hash = signed ? createHash("sha256") : undefined;
    this.#remaining = Number.parseInt(match[1] ?? "", 16);
    this.#assertChunkSize();
    if (this.#remaining > 0) {
      this.#state = "data";
      return;
    }
    this.#verifyChunk();
    this.#state = "trailer";
  }

  #assertChunkSize(): void {
    if (this.#options.signatures === undefined || this.#remaining === 0) return;
    if (this.#shortChunk) {
      throw new AwsError(
        "InvalidChunkSizeError",
        "Only the last chunk is allowed to have a size less than 8192 bytes",
        403,
      );
    }
    this.#shortChunk = this.#remaining < MIN_SIGNED_CHUNK_BYTES;
  }

  // S3-6: each chunk carries a signature that covers the one before it.
  #verifyChunk(): void {
    const { signatures } = this.#options;
    if (signatures === undefined) return;
    const digest = (this.#hash ?? createHash("sha256")).digest("hex");
    if (!signatures.verifyChunk(this.#signature ?? "", digest)) throw s3Errors.chunkSignature();
  }

  #trailerLine(text: string): void {
    if (text === "") {
      this.#endOfTrailer();
      return;
    }
    const match = TRAILER_LINE.exec(text);
    if (match === null || !this.#options.trailer) throw s3Errors.malformedTrailer();
    const name = (match[1] ?? "").toLowerCase();
    const value = (match[2] ?? "").trim();
    if (this.#trailers.has(name) || this.#trailers.has(TRAILER_SIGNATURE)) throw s3Errors.malformedTrailer();
    this.#trailers.set(name, value);
    if (name !== TRAILER_SIGNATURE) this.#signedLines += `${name}:${value}\n`;
  }

  #endOfTrailer(): void {
    const { signatures, trailer } = this.#options;
    if (trailer && signatures !== undefined) {
      const signature = this.#trailers.get(TRAILER_SIGNATURE) ?? "";
      if (!signatures.verifyTrailer(signature, this.#signedLines)) throw s3Errors.chunkSignature();
    }
    this.#state = "done";
  }
}
