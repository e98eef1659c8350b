import { timingSafeEqual } from "node:crypto";
import { anonymous } from "../../core/caller.ts";
import type { Clock } from "../../core/clock.ts";
import { AwsError } from "../../core/errors.ts";
import type { AccessKeyLookup, AccessKeyResolver } from "../../core/ports/access-keys.ts";
import type {
  Authentication,
  AuthenticationRequest,
  VerifiedSignature,
  WireProtocol,
} from "../authentication.ts";
import type { HttpRequest } from "../http.ts";
import { canonicalRequest, credentialScope, stringToSign } from "./canonical-request.ts";
import { assertScope, assertSignedHeaders, assertTimely } from "./checks.ts";
import { hmacHex, UNSIGNED_PAYLOAD } from "./digest.ts";
import { createHeaderFormReader, type HeaderFormReader } from "./header-form.ts";
import { parseQueryForm } from "./query-form.ts";
import type { RefusalReason } from "./refusal-reason.ts";
import { refusal } from "./refusals.ts";
import {
  s3ExpiredToken,
  s3InvalidAccessKeyId,
  s3InvalidToken,
  s3OnlyVersionFour,
  s3SignatureDoesNotMatch,
} from "./s3-refusals.ts";
import type { SignatureForm } from "./signature-form.ts";
import { createSigningKeys, type SigningKeys } from "./signing-key.ts";
import { keyWhy, mismatchWhy, whyOf } from "./why.ts";

export type { AccessKeyResolver } from "../../core/ports/access-keys.ts";

export interface AuthenticationOptions {
  readonly keys: AccessKeyResolver;
  readonly clock: Clock;
  /** Region of this cloud. */
  readonly region: string;
}

const UNSIGNED: Omit<VerifiedSignature, "signingKey"> = {
  caller: anonymous,
  signature: "",
  scope: "",
  date: "",
};

/**
 * Verifies SigV4. The order of the checks: form, scope, time, access key, signed headers,
 * signature. S3 alone knows unsigned callers: they come back as anonymous.
 */
export function createAuthentication(options: AuthenticationOptions): Authentication {
  const verifier = { ...options, signingKeys: createSigningKeys(), readHeader: createHeaderFormReader() };
  return { authenticate: (call) => authenticate(verifier, call) };
}

interface Verifier extends AuthenticationOptions {
  readonly signingKeys: SigningKeys;
  readonly readHeader: HeaderFormReader;
}

function authenticate(verifier: Verifier, call: AuthenticationRequest): VerifiedSignature {
  const form = readForm(verifier, call);
  if (form === undefined) return { ...UNSIGNED, signingKey: Buffer.alloc(0) };
  assertScope(form, call, verifier.region);
  assertTimely(form, call.protocol, verifier.clock);
  const key = verifier.keys.resolve(form.accessKeyId, form.sessionToken);
  if (key.kind !== "found") {
    throw keyRefusal(key.kind, form, call.protocol).because(keyWhy(key.kind, form));
  }
  assertSignedHeaders(form, call);
  const canonical = canonicalRequest(call.request, form, payloadHashOf(call, form));
  const signingKey = verifier.signingKeys(key.secretAccessKey, form.scope);
  const text = stringToSign(form, canonical);
  if (!isSame(hmacHex(signingKey, text), form.signature)) {
    throw mismatch(call.protocol, { form, text, canonical }).because(mismatchWhy(form, canonical));
  }
  const { caller } = key;
  return { caller, signature: form.signature, scope: credentialScope(form), date: form.date, signingKey };
}

function isVersionTwo({ headers, query }: HttpRequest): boolean {
  return (
    /^AWS [^ ]/.test(headers["authorization"] ?? "") ||
    (/(?:^|&)AWSAccessKeyId=/.test(query) && /(?:^|&)Signature=/.test(query))
  );
}

/** SIG-1: the header or the query form; without either the call is unsigned. */
function readForm(
  { readHeader }: Verifier,
  { request, protocol }: AuthenticationRequest,
): SignatureForm | undefined {
  if (protocol === "s3" && isVersionTwo(request)) throw s3OnlyVersionFour().because(whyOf("incomplete"));
  const inHeader = request.headers["authorization"] !== undefined;
  const inQuery = /(?:^|&)X-Amz-(?:Algorithm|Credential|Signature)=/.test(request.query);
  if (inHeader && inQuery && protocol === "s3") {
    throw new AwsError(
      "InvalidArgument",
      "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified",
      400,
      { ArgumentName: "Authorization", ArgumentValue: request.headers["authorization"] ?? "" },
    ).because(whyOf("incomplete"));
  }
  if (inHeader) return readHeader(request, protocol);
  if (inQuery) return parseQueryForm(request, protocol);
  if (protocol === "s3") return undefined;
  throw refusal("missing", protocol);
}

/** Presigned S3 requests leave the body unsigned unless they declare its hash. */
function payloadHashOf(call: AuthenticationRequest, form: SignatureForm): string {
  if (call.protocol !== "s3" || call.payloadHash !== "") return call.payloadHash;
  if (form.form === "query") {
    return new URLSearchParams(call.request.query).get("X-Amz-Content-Sha256") ?? UNSIGNED_PAYLOAD;
  }
  throw new AwsError(
    "InvalidRequest",
    "Missing required header for this request: x-amz-content-sha256",
    400,
  ).because(whyOf("incomplete", { had: { missing: "x-amz-content-sha256" } }));
}

const KEY_REASONS = {
  unknown: "unknown-key",
  "token-missing": "token-missing",
  "token-invalid": "token-invalid",
  expired: "expired-token",
} as const satisfies Record<Exclude<AccessKeyLookup["kind"], "found">, RefusalReason>;

/** SIG-6: the access key exists and its session token belongs to it and is not expired. */
function keyRefusal(kind: keyof typeof KEY_REASONS, form: SignatureForm, protocol: WireProtocol): AwsError {
  if (protocol !== "s3") return refusal(KEY_REASONS[kind], protocol);
  const token = form.sessionToken ?? "";
  switch (kind) {
    case "unknown":
    case "token-missing":
      return s3InvalidAccessKeyId(form.accessKeyId);
    case "token-invalid":
      return s3InvalidToken(token);
    case "expired":
      return s3ExpiredToken(token);
  }
}

function mismatch(
  protocol: WireProtocol,
  { form, text, canonical }: { form: SignatureForm; text: string; canonical: string },
): AwsError {
  if (protocol !== "s3") return refusal("bad-signature", protocol);
  return s3SignatureDoesNotMatch({
    accessKeyId: form.accessKeyId,
    stringToSign: text,
    signature: form.signature,
    canonicalRequest: canonical,
  });
}

/** SIG-2: compared in constant time. */
function isSame(expected: string, sent: string): boolean {
  const a = Buffer.from(expected, "latin1");
  const b = Buffer.from(sent, "latin1");
  return a.length === b.length && timingSafeEqual(a, b);
}
