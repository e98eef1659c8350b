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
import { assertScope, assertSignedHeaders, assertTimely } from "./checks.ts";
import { type FormFields, formOfVersionFour, formSignatureVersion, policySignature } from "./form-policy.ts";
import { createHeaderFormReader, type HeaderFormReader } from "./header-form.ts";
import { isSignedAddress, parseQueryForm } from "./query-form.ts";
import type { RefusalReason } from "./refusal-reason.ts";
import { refusal } from "./refusals.ts";
import {
  s3ExpiredToken,
  s3InvalidAccessKeyId,
  s3InvalidToken,
  s3OnlyVersionFour,
  s3SignatureDoesNotMatch,
} from "./s3-refusals.ts";
import {
  canonicalRequest,
  createSigningKeys,
  credentialScope,
  hmacHex,
  type SigningKeys,
  stringToSign,
  UNSIGNED_PAYLOAD,
} from "./signature.ts";
import type { SignatureForm } from "./signature-form.ts";
import {
  assertNotExpired,
  parseVersionTwo,
  takesVersionTwo,
  type VersionTwoForm,
  versionTwoSignature,
  versionTwoText,
} from "./version-two.ts";
import { keyWhy, mismatchWhy, whyOf } from "./why.ts";

export type { AccessKeyResolver } from "../../core/ports/access-keys.ts";

export interface AuthenticationOptions {
  readonly keys: AccessKeyResolver;
  readonly clock: Clock;
  /** Region of this cloud. */
  readonly region: string;
}

const UNSIGNED: VerifiedSignature = {
  caller: anonymous,
  signature: "",
  scope: "",
  date: "",
  signingKey: Buffer.alloc(0),
};

/**
 * Verifies SigV4. The order of the checks: form, scope, time, access key, signed headers,
 * signature. S3 alone knows unsigned callers: they come back as anonymous.
 */
export function createAuthentication(options: AuthenticationOptions): Authentication {
  const verifier = { ...options, signingKeys: createSigningKeys(), readHeader: createHeaderFormReader() };
  return {
    authenticate: (call) => authenticate(verifier, call),
    authenticateForm: (fields) => authenticateForm(verifier, fields),
  };
}

interface Verifier extends AuthenticationOptions {
  readonly signingKeys: SigningKeys;
  readonly readHeader: HeaderFormReader;
}

function authenticate(verifier: Verifier, call: AuthenticationRequest): VerifiedSignature {
  const versionTwo = call.protocol === "s3" ? readVersionTwo(verifier, call.request) : undefined;
  if (versionTwo !== undefined) return authenticateVersionTwo(verifier, call, versionTwo);
  const form = readForm(verifier, call);
  if (form === undefined) return UNSIGNED;
  assertScope(form, call, verifier.region);
  assertTimely(form, call.protocol, verifier.clock);
  const key = verifier.keys.resolve(form.accessKeyId, form.sessionToken);
  if (key.kind !== "found") {
    throw keyRefusal(key.kind, form, call.protocol).because(keyWhy(key.kind, form));
  }
  assertSignedHeaders(form, call);
  const canonical = canonicalRequest(call.request, form, payloadHashOf(call, form));
  const signingKey = verifier.signingKeys(key.secretAccessKey, form.scope);
  const scope = credentialScope(form);
  const text = stringToSign(form, canonical, scope);
  if (!isSame(hmacHex(signingKey, text), form.signature)) {
    throw mismatch(call.protocol, { form, text, canonical }).because(mismatchWhy(form, canonical));
  }
  const { signature, date } = form;
  return { caller: key.caller, signature, scope, date, signingKey };
}

/** Only addresses are signed with version 2, and only where the region takes it. */
function readVersionTwo({ region }: Verifier, request: HttpRequest): VersionTwoForm | undefined {
  const { headers, query } = request;
  const onlyFour = () => s3OnlyVersionFour().because(whyOf("incomplete"));
  const header = headers["authorization"];
  if (header !== undefined && /^AWS [^ ]/.test(header)) throw onlyFour();
  if (query === "" || !V2_PARAMETER.test(query)) return undefined;
  const form = parseVersionTwo(request);
  if (form === undefined) return undefined;
  if (!takesVersionTwo(region)) throw onlyFour();
  if (header !== undefined || isSignedAddress(query)) throw severalMechanisms(header);
  return form;
}

const V2_PARAMETER = /(?:^|&)AWSAccessKeyId=/;

/** SIG-8: version 2 signs less; what it leaves out of a request selects nothing. */
function authenticateVersionTwo(
  { keys, clock }: Verifier,
  { request, signedResource }: AuthenticationRequest,
  form: VersionTwoForm,
): VerifiedSignature {
  const key = keys.resolve(form.accessKeyId, form.sessionToken);
  if (key.kind !== "found") throw keyRefusal(key.kind, form, "s3").because(keyWhy(key.kind, form));
  assertNotExpired(form, clock);
  const text = versionTwoText(request, form, signedResource?.(request) ?? request.path);
  if (!isSame(versionTwoSignature(key.secretAccessKey, text), form.signature)) {
    throw s3SignatureDoesNotMatch({
      accessKeyId: form.accessKeyId,
      stringToSign: text,
      signature: form.signature,
      canonicalRequest: undefined,
    }).because(mismatchWhy(form, text));
  }
  return { caller: key.caller, signature: form.signature, scope: "", date: "", signingKey: Buffer.alloc(0) };
}

/** SIG-9: the policy of a form is signed by the key that the form names. A form without one is unsigned. */
function authenticateForm(verifier: Verifier, fields: FormFields): VerifiedSignature {
  const version = formSignatureVersion(fields);
  if (version === undefined) return UNSIGNED;
  return version === "two" ? authenticateFormTwo(verifier, fields) : authenticateFormFour(verifier, fields);
}

function authenticateFormFour(verifier: Verifier, fields: FormFields): VerifiedSignature {
  const form = formOfVersionFour(fields);
  assertScope(form, { signingNames: ["s3"], protocol: "s3" }, verifier.region);
  const key = verifier.keys.resolve(form.accessKeyId, form.sessionToken);
  if (key.kind !== "found") throw keyRefusal(key.kind, form, "s3").because(keyWhy(key.kind, form));
  const signingKey = verifier.signingKeys(key.secretAccessKey, form.scope);
  const policy = fields.get("policy") ?? "";
  if (!isSame(policySignature.four(signingKey, policy), form.signature)) throw policyMismatch(form, policy);
  const { signature, date } = form;
  return { caller: key.caller, signature, scope: credentialScope(form), date, signingKey };
}

function authenticateFormTwo({ keys, region }: Verifier, fields: FormFields): VerifiedSignature {
  if (!takesVersionTwo(region)) throw s3OnlyVersionFour().because(whyOf("incomplete"));
  const form = {
    accessKeyId: fields.get("awsaccesskeyid") ?? "",
    signature: fields.get("signature") ?? "",
    sessionToken: fields.get("x-amz-security-token"),
  };
  const key = keys.resolve(form.accessKeyId, form.sessionToken);
  if (key.kind !== "found") throw keyRefusal(key.kind, form, "s3").because(keyWhy(key.kind, form));
  const policy = fields.get("policy") ?? "";
  if (!isSame(policySignature.two(key.secretAccessKey, policy), form.signature)) {
    throw policyMismatch(form, policy);
  }
  return { caller: key.caller, signature: form.signature, scope: "", date: "", signingKey: Buffer.alloc(0) };
}

function policyMismatch(
  { accessKeyId, signature }: Pick<SignatureForm, "accessKeyId" | "signature">,
  policy: string,
): AwsError {
  return s3SignatureDoesNotMatch({
    accessKeyId,
    stringToSign: policy,
    signature,
    canonicalRequest: undefined,
  }).because(mismatchWhy({ accessKeyId }, policy));
}

function severalMechanisms(header: string | undefined): AwsError {
  return new AwsError(
    "InvalidArgument",
    "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified",
    400,
    { ArgumentName: "Authorization", ArgumentValue: header ?? "" },
  ).because(whyOf("incomplete"));
}

/** SIG-1: the header or the query form; without either the call is unsigned. */
function readForm(
  { readHeader }: Verifier,
  { request, protocol }: AuthenticationRequest,
): SignatureForm | undefined {
  const inHeader = request.headers["authorization"] !== undefined;
  const inQuery = isSignedAddress(request.query);
  if (inHeader && inQuery && protocol === "s3") {
    throw severalMechanisms(request.headers["authorization"]);
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
function keyRefusal(
  kind: keyof typeof KEY_REASONS,
  form: Pick<SignatureForm, "accessKeyId" | "sessionToken">,
  protocol: WireProtocol,
): AwsError {
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
