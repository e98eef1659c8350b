import type { KeyObject } from "node:crypto";
import { EMPTY_SHA256, hmacHex, sha256Hex } from "./signature.ts";

/** The members of VerifiedSignature that chunk signatures are chained to. */
export interface ChunkSigner {
  readonly signingKey: Buffer | KeyObject;
  /** ISO basic date of the request. */
  readonly date: string;
  /** `<date>/<region>/s3/aws4_request` */
  readonly scope: string;
}

/**
 * SIG-7: hex signature of one chunk of a `STREAMING-AWS4-HMAC-SHA256-PAYLOAD[-TRAILER]` body. The
 * previous signature of the first chunk is the request's own; the last chunk is the empty one.
 * @param chunkSha256 lower-case hex SHA-256 of the chunk's data
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export function chunkSignature(signer: ChunkSigner, previous: string, chunkSha256: string): string {
  return hmacHex(
    signer.signingKey,
    `AWS4-HMAC-SHA256-PAYLOAD\n${signer.date}\n${signer.scope}\n${previous}\n${EMPTY_SHA256}\n${chunkSha256}`,
  );
}

/**
 * Hex signature of the trailer, chained to the empty last chunk.
 * @param trailer every trailing header as `name:value\n`, names in lower case, in the order sent
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export function trailerSignature(signer: ChunkSigner, previous: string, trailer: string): string {
  return hmacHex(
    signer.signingKey,
    `AWS4-HMAC-SHA256-TRAILER\n${signer.date}\n${signer.scope}\n${previous}\n${sha256Hex(trailer)}`,
  );
}
