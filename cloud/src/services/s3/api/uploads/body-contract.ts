import {
  assertChecksumValue,
  CHECKSUMS,
  type ChecksumAlgorithm,
  type DeclaredChecksum,
  parseAlgorithm,
} from "../../domain/objects/checksums.ts";
import type { BodyContract } from "../../domain/objects/receive.ts";
import { MAX_PUT_BYTES } from "../../domain/shared/constants.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import type { Headers, S3Call } from "../http/call.ts";
import { AwsChunkedDecoder } from "./aws-chunked.ts";
import { createChunkSignatures } from "./chunk-signatures.ts";

/** The length is known before the body comes. */
type PutContract = BodyContract & { readonly length: number };

/** What the headers of a PUT promise about its body. @throws AwsError of the first bad promise */
export function bodyContract(call: S3Call, defaultAlgorithm: ChecksumAlgorithm): PutContract {
  const { headers } = call.request;
  const declared = declaredPayload(call);
  const streaming = declared?.startsWith("STREAMING-") === true;
  const length = bodyLength(headers, streaming);
  if (length > MAX_PUT_BYTES) throw s3Errors.entityTooLarge(MAX_PUT_BYTES, length);
  return {
    length,
    sha256: /^[0-9a-f]{64}$/.test(declared ?? "") ? declared : undefined,
    md5: contentMd5(headers),
    checksum: declaredChecksum(headers),
    defaultAlgorithm,
    ...(streaming && declared !== undefined ? { decoder: chunkDecoder(call, declared) } : {}),
  };
}

/** What the signature covers of the body; an unsigned request covers nothing. */
function declaredPayload({ request, query, signature }: S3Call): string | undefined {
  if (signature === undefined) return undefined;
  return request.headers["x-amz-content-sha256"] ?? query.get("X-Amz-Content-Sha256");
}

function chunkDecoder({ signature }: S3Call, declared: string): BodyContract["decoder"] & object {
  const signed = declared.startsWith("STREAMING-AWS4-HMAC-");
  const signatures = signed && signature !== undefined ? createChunkSignatures(signature) : undefined;
  const trailer = declared.endsWith("-TRAILER");
  return (emit) => new AwsChunkedDecoder({ signatures, trailer }, emit);
}

function bodyLength(headers: Headers, streaming: boolean): number {
  const text = headers[streaming ? "x-amz-decoded-content-length" : "content-length"];
  if (text === undefined || !/^\d{1,15}$/.test(text)) throw s3Errors.missingContentLength();
  return Number(text);
}

export function contentMd5(headers: Headers): string | undefined {
  const given = headers["content-md5"];
  if (given === undefined) return undefined;
  const bytes = Buffer.from(given, "base64");
  if (bytes.length !== 16 || bytes.toString("base64") !== given) throw s3Errors.invalidDigest(given);
  return given;
}

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
