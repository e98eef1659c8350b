import { createHmac, createSecretKey, hash, type KeyObject } from "node:crypto";
import type { HttpRequest } from "../http.ts";
import type { CredentialScope, SignatureForm } from "./signature-form.ts";

/** AWS IoT takes the session token of a presigned WebSocket address after it was signed. */
const TOKEN_ADDED_AFTER_SIGNING: ReadonlySet<string> = new Set(["iotdevicegateway"]);

/**
 * The text whose hash is signed.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function canonicalRequest(request: HttpRequest, form: SignatureForm, payloadHash: string): string {
  const path = form.scope.service === "s3" ? canonicalS3Path(request.path) : canonicalPath(request.path);
  let headers = "";
  for (const name of form.signedHeaders) headers += `${name}:${headerValue(request, name)}\n`;
  return `${request.method}\n${path}\n${canonicalQuery(request.query, omittedParameters(form))}\n${headers}\n${form.signedHeaders.join(";")}\n${payloadHash}`;
}

export function credentialScope(form: SignatureForm): string {
  return `${form.scope.date}/${form.scope.region}/${form.scope.service}/${TERMINATOR}`;
}

export function stringToSign(form: SignatureForm, canonical: string, scope = credentialScope(form)): string {
  return `${ALGORITHM}\n${form.date}\n${scope}\n${sha256Hex(canonical)}`;
}

function omittedParameters(form: SignatureForm): readonly string[] {
  if (form.form === "header") return [];
  return TOKEN_ADDED_AFTER_SIGNING.has(form.scope.service)
    ? ["X-Amz-Signature", "X-Amz-Security-Token"]
    : ["X-Amz-Signature"];
}

/** Trimmed, inner blanks collapsed; a repeated header's values joined by a comma. */
function headerValue(request: HttpRequest, name: string): string {
  const joined = request.headers[name] ?? "";
  if (!joined.includes(", ")) return PLAIN.test(joined) ? joined : signedText(joined);
  const values: string[] = [];
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    if (request.rawHeaders[index]?.toLowerCase() === name) {
      values.push(signedText(request.rawHeaders[index + 1] ?? ""));
    }
  }
  return values.length > 1 ? values.join(",") : signedText(joined);
}

const ASCII = /^[\0-\x7f]*$/;
/** What nearly every value is: visible characters with single blanks between them. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

/**
 * SIG-2: the value whose UTF-8 bytes were signed. Its bytes arrive as Latin-1 characters; most clients
 * send UTF-8, Node's send what Latin-1 has, and both sign UTF-8.
 */
function signedText(value: string): string {
  if (ASCII.test(value)) return collapse(value);
  const decoded = Buffer.from(value, "latin1").toString("utf8");
  return collapse(decoded.includes("\uFFFD") ? value : decoded);
}

const NEEDS_COLLAPSING = /^[ \t\n\v\f\r]|[ \t\n\v\f\r]$|[ \t\n\v\f\r]{2}|[\t\n\v\f\r]/;

/** Blanks are those of ASCII: others are part of the value. */
function collapse(value: string): string {
  if (!NEEDS_COLLAPSING.test(value)) return value;
  const single = value.replace(/[ \t\n\v\f\r]+/g, " ");
  return single.slice(single.startsWith(" ") ? 1 : 0, single.endsWith(" ") ? -1 : undefined);
}

const UNRESERVED_ONLY = /^[A-Za-z0-9\-._~]*$/;
const PLAIN_PATH = /^[A-Za-z0-9\-._~/]*$/;

/** Percent-encodes everything but the unreserved characters (RFC 3986 §2.3); lone surrogates become U+FFFD. */
export function encodeUri(text: string): string {
  if (UNRESERVED_ONLY.test(text)) return text;
  return encodeURIComponent(Buffer.from(text, "utf8").toString("utf8")).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * The RFC 3986 form of text that may be percent-encoded already: existing escapes stay (upper
 * case; those of unreserved characters are resolved), everything else is encoded.
 */
function normalizeEscapes(text: string): string {
  if (UNRESERVED_ONLY.test(text)) return text;
  return text.replace(/%[0-9a-fA-F]{2}|[^%]+|%/g, (piece) => {
    if (piece.length !== 3 || !piece.startsWith("%")) return encodeUri(piece);
    const character = String.fromCharCode(Number.parseInt(piece.slice(1), 16));
    return UNRESERVED_ONLY.test(character) ? character : piece.toUpperCase();
  });
}

/** S3: the path as it is, encoded once; `a//b` and `a/../b` are different keys. */
export function canonicalS3Path(path: string): string {
  if (path === "") return "/";
  if (PLAIN_PATH.test(path)) return path;
  return path.split("/").map(normalizeEscapes).join("/");
}

/** Every other service: dot segments and empty segments removed, then encoded once more. */
export function canonicalPath(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment === "..") kept.pop();
    else kept.push(encodeUri(segment));
  }
  if (kept.length === 0) return "/";
  return `/${kept.join("/")}${path.endsWith("/") ? "/" : ""}`;
}

/**
 * Parameters sorted by encoded name, then value.
 * @param omitted parameter names left out, e.g. the signature of a presigned request
 */
export function canonicalQuery(query: string, omitted: readonly string[] = []): string {
  if (query === "") return "";
  const pairs: [string, string][] = [];
  for (const part of query.split("&")) {
    if (part === "") continue;
    const mark = part.indexOf("=");
    const name = canonicalComponent(mark === -1 ? part : part.slice(0, mark));
    if (omitted.includes(name)) continue;
    pairs.push([name, mark === -1 ? "" : canonicalComponent(part.slice(mark + 1))]);
  }
  pairs.sort(([nameA, valueA], [nameB, valueB]) => compare(nameA, nameB) || compare(valueA, valueB));
  return pairs.map(([name, value]) => `${name}=${value}`).join("&");
}

/** A raw `+` in a query is a blank, as every service reads it. */
function canonicalComponent(text: string): string {
  if (UNRESERVED_ONLY.test(text)) return text;
  return normalizeEscapes(text.includes("+") ? text.replaceAll("+", "%20") : text);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export type SigningKeys = (secretAccessKey: string, scope: CredentialScope) => KeyObject;

/** AWS4 + secret → date → region → service → aws4_request. */
export function deriveSigningKey(secretAccessKey: string, scope: CredentialScope): Buffer {
  const dateKey = hmac(`AWS4${secretAccessKey}`, scope.date);
  return hmac(hmac(hmac(dateKey, scope.region), scope.service), TERMINATOR);
}

/**
 * A key is good for a day: the last `capacity` are kept instead of derived for every request, in the form
 * that Node need not import again for each signature.
 */
export function createSigningKeys(capacity = 512): SigningKeys {
  const kept = new Map<string, KeyObject>();
  return (secretAccessKey, scope) => {
    const name = `${secretAccessKey}\n${scope.date}\n${scope.region}\n${scope.service}`;
    const known = kept.get(name);
    if (known !== undefined) return known;
    const key = createSecretKey(deriveSigningKey(secretAccessKey, scope));
    if (kept.size >= capacity) {
      const oldest = kept.keys().next().value;
      if (oldest !== undefined) kept.delete(oldest);
    }
    kept.set(name, key);
    return key;
  };
}

/** Lower-case hex SHA-256. */
export function sha256Hex(data: string | Buffer): string {
  return hash("sha256", data, "hex");
}

function hmac(key: string | Buffer | KeyObject, data: string): Buffer {
  return createHmac("sha256", key).update(data, "utf8").digest();
}

export function hmacHex(key: Buffer | KeyObject, data: string): string {
  return createHmac("sha256", key).update(data, "utf8").digest("hex");
}

/** SHA-256 of nothing, the payload hash of requests without a body. */
export const EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

export const UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";
export const ALGORITHM = "AWS4-HMAC-SHA256";
export const TERMINATOR = "aws4_request";
