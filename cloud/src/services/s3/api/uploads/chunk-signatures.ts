import { timingSafeEqual } from "node:crypto";
import type { VerifiedSignature } from "../../../../wire/authentication.ts";
import { chunkSignature, trailerSignature } from "../../../../wire/sigv4/chunks.ts";
import type { ChunkSignatures } from "./aws-chunked.ts";

/** The chain of a signed chunked upload: seeded by the request's signature, each link signs the one before. */
export function createChunkSignatures(seed: VerifiedSignature): ChunkSignatures {
  let previous = seed.signature;
  const advance = (expected: string, given: string): boolean => {
    previous = expected;
    return given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
  };
  return {
    verifyChunk: (signature, sha256) => advance(chunkSignature(seed, previous, sha256), signature),
    verifyTrailer: (signature, lines) => advance(trailerSignature(seed, previous, lines), signature),
  };
}
