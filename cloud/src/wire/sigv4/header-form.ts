import { hash } from "node:crypto";
import { type AwsError, AwsError as Refused } from "../../core/errors.ts";
import type { WireProtocol } from "../authentication.ts";
import type { HttpRequest } from "../http.ts";
import { refusal } from "./refusals.ts";
import { s3Malformed } from "./s3-refusals.ts";
import { ALGORITHM } from "./signature.ts";
import { parseCredential, parseSignedHeaders, requestDate, type SignatureForm } from "./signature-form.ts";

const MALFORMED_CREDENTIAL =
  'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".';

export type HeaderFormReader = (request: HttpRequest, protocol: WireProtocol) => SignatureForm;

/**
 * Reads `Authorization: AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`.
 * Throws the protocol's refusal of an incomplete header.
 */
export function createHeaderFormReader(): HeaderFormReader {
  const known = createKnownPrefixes();
  return (request, protocol) => {
    const header = request.headers["authorization"] ?? "";
    const part = known.find(header);
    const when = part === undefined ? undefined : requestDate(request.headers);
    if (part !== undefined && when !== undefined) {
      // Member by member: this is read for every call, and spreading costs more than the rest.
      return {
        form: "header",
        accessKeyId: part.accessKeyId,
        scope: part.scope,
        terminator: part.terminator,
        signedHeaders: part.signedHeaders,
        signature: signatureOf(header),
        date: when.date,
        time: when.time,
        sessionToken: request.headers["x-amz-security-token"],
        expires: undefined,
      };
    }
    const form = protocol === "s3" ? parseForS3(request, header) : parseCommon(request, header, protocol);
    known.remember(header, signedPartOf(form));
    return form;
  };
}

function signedPartOf({ accessKeyId, scope, terminator, signedHeaders }: SignatureForm): SignedPart {
  return { accessKeyId, scope, terminator, signedHeaders };
}

function unsignedParts(request: HttpRequest): Pick<SignatureForm, "sessionToken" | "expires"> {
  return { sessionToken: request.headers["x-amz-security-token"], expires: undefined };
}

function parseCommon(
  request: HttpRequest,
  header: string,
  protocol: Exclude<WireProtocol, "s3">,
): SignatureForm {
  const incomplete = (text: string): AwsError => refusal("incomplete", protocol, text);
  const blank = header.indexOf(" ");
  const algorithm = blank === -1 ? header : header.slice(0, blank);
  if (algorithm.startsWith("AWS4-") && algorithm !== ALGORITHM) {
    throw incomplete(`Unsupported AWS 'algorithm': '${algorithm}'.`);
  }
  const parameters = parameterMap(blank === -1 ? "" : header.slice(blank + 1));
  if (parameters === undefined) {
    throw incomplete(
      "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and " +
        `encoded with Base64): '${hash("sha256", header, "base64")}'.`,
    );
  }
  const when = requestDate(request.headers);
  const missing = missingParts(parameters, when !== undefined);
  if (missing.length > 0 || when === undefined) {
    const digest = hash("sha256", header, "base64");
    throw incomplete(
      `${missing.join(" ")} (Hashed with SHA-256 and encoded with Base64) Authorization=${digest}`,
    );
  }
  const credential = parseCredential(parameters.get("Credential") ?? "");
  if (credential === undefined) {
    throw incomplete(
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, ` +
        `got '${parameters.get("Credential") ?? ""}'`,
    );
  }
  return assembled(request, parameters, { ...credential, ...when });
}

/** Which of the four parts are not there, one sentence each. */
function missingParts(parameters: ReadonlyMap<string, string>, dated: boolean): string[] {
  const sentences = ["Credential", "Signature", "SignedHeaders"]
    .filter((name) => (parameters.get(name) ?? "") === "")
    .map((name) => `Authorization header requires '${name}' parameter.`);
  if (!dated) {
    sentences.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
  }
  return sentences;
}

function parseForS3(request: HttpRequest, header: string): SignatureForm {
  if (!header.startsWith("AWS4-")) {
    throw header.startsWith("AWS ")
      ? new Refused(
          "InvalidRequest",
          "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.",
          400,
        )
      : new Refused("InvalidArgument", "Unsupported Authorization Type", 400, {
          ArgumentName: "Authorization",
          ArgumentValue: header,
        });
  }
  const parameters = header.startsWith(`${ALGORITHM} `)
    ? parameterMap(header.slice(ALGORITHM.length + 1))
    : undefined;
  if (parameters === undefined || missingParts(parameters, true).length > 0) {
    throw s3Malformed(
      "header",
      "the authorization header requires three components: Credential, SignedHeaders, and Signature.",
    );
  }
  const credential = parseCredential(parameters.get("Credential") ?? "");
  if (credential === undefined) throw s3Malformed("header", MALFORMED_CREDENTIAL);
  const when = requestDate(request.headers);
  if (when === undefined) {
    throw new Refused("AccessDenied", "AWS authentication requires a valid Date or x-amz-date header", 403);
  }
  return assembled(request, parameters, { ...credential, ...when });
}

function assembled(
  request: HttpRequest,
  parameters: ReadonlyMap<string, string>,
  known: Pick<SignatureForm, "accessKeyId" | "scope" | "terminator" | "date" | "time">,
): SignatureForm {
  return {
    form: "header",
    ...known,
    signedHeaders: parseSignedHeaders(parameters.get("SignedHeaders") ?? ""),
    signature: parameters.get("Signature") ?? "",
    ...unsignedParts(request),
  };
}

/** `a=1, b=2`; undefined when a part has no equal-sign or a name comes twice. */
function parameterMap(text: string): Map<string, string> | undefined {
  const parameters = new Map<string, string>();
  if (text.trim() === "") return parameters;
  for (const part of text.split(",")) {
    const mark = part.indexOf("=");
    if (mark === -1) return undefined;
    const name = part.slice(0, mark).trim();
    if (parameters.has(name)) return undefined;
    parameters.set(name, part.slice(mark + 1).trim());
  }
  return parameters;
}

/** What an Authorization header says before its signature: the same for all calls of a client. */
export type SignedPart = Pick<SignatureForm, "accessKeyId" | "scope" | "terminator" | "signedHeaders">;

/** Remembers what well-formed headers said, so that only their signature is read the next time. */
export interface KnownPrefixes {
  /** Undefined unless the header is one that was parsed before, up to its last 64 hex digits. */
  find(header: string): SignedPart | undefined;
  remember(header: string, part: SignedPart): void;
}

const SIGNATURE_DIGITS = 64;
const HEX_SIGNATURE = /^[0-9a-f]{64}$/;
const SIGNATURE_NAME = "Signature=";
/** Longer ones would make this a way to fill memory. */
const LONGEST_PREFIX = 1024;

export function createKnownPrefixes(capacity = 512): KnownPrefixes {
  const kept = new Map<string, SignedPart>();
  return {
    find: (header) => {
      const part = kept.get(prefixOf(header));
      return part !== undefined && HEX_SIGNATURE.test(signatureOf(header)) ? part : undefined;
    },
    remember: (header, part) => {
      const prefix = prefixOf(header);
      if (prefix.length > LONGEST_PREFIX || !prefix.endsWith(SIGNATURE_NAME)) return;
      const oldest = kept.size >= capacity ? kept.keys().next().value : undefined;
      if (oldest !== undefined) kept.delete(oldest);
      kept.set(prefix, part);
    },
  };
}

/** The last 64 characters, where a header that is known has its signature. */
export function signatureOf(header: string): string {
  return header.slice(-SIGNATURE_DIGITS);
}

function prefixOf(header: string): string {
  return header.slice(0, -SIGNATURE_DIGITS);
}
