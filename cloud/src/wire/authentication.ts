import type { KeyObject } from "node:crypto";
import type { Caller } from "../core/caller.ts";
import type { HttpRequest } from "./http.ts";

/** How a protocol words and numbers a failed signature. */
export type WireProtocol = "aws-json" | "rest-json" | "query" | "s3" | "execute-api";

export interface AuthenticationRequest {
  readonly request: HttpRequest;
  /** Signing names that the credential scope may carry, e.g. `["iotdata", "iotdevicegateway"]`. */
  readonly signingNames: readonly string[];
  readonly protocol: WireProtocol;
  /**
   * Lower-case hex SHA-256 of the body. The services that read the whole body pass it; S3 passes
   * the declared `x-amz-content-sha256` and checks the body itself while it streams.
   */
  readonly payloadHash: string;
  /** S3: `/bucket/key` with the parameters that select what is acted on, as Signature V2 signs it. */
  readonly signedResource?: ((request: HttpRequest) => string) | undefined;
}

/** A verified signature: who called and what is needed to check signed chunks (S3). */
export interface VerifiedSignature {
  readonly caller: Caller;
  /** Hex signature of the request, the seed of chunk signatures; empty for anonymous callers. */
  readonly signature: string;
  /** `<date>/<region>/<service>/aws4_request` */
  readonly scope: string;
  /** ISO basic date of the request, e.g. `20260903T080509Z`. */
  readonly date: string;
  readonly signingKey: Buffer | KeyObject;
}

/**
 * Verifies SigV4 (Authorization header or presigned query). Throws the AwsError that the protocol
 * answers for a missing, malformed, unknown, expired or wrong signature.
 */
export interface Authentication {
  authenticate(request: AuthenticationRequest): VerifiedSignature;
  /** S3: verifies the policy of a form by its fields, which have lower-case names. */
  authenticateForm?(fields: ReadonlyMap<string, string>): VerifiedSignature;
}

/** True when the request claims to be signed at all. */
export function isSigned(request: HttpRequest): boolean {
  const header = request.headers["authorization"];
  if (header?.startsWith("AWS4-") === true) return true;
  return request.query.includes("X-Amz-Signature=") || request.query.includes("X-Amz-Credential=");
}
