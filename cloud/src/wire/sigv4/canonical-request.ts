import type { HttpRequest } from "../http.ts";
import { ALGORITHM, sha256Hex, TERMINATOR } from "./digest.ts";
import type { SignatureForm } from "./signature-form.ts";
import { canonicalPath, canonicalQuery, canonicalS3Path } from "./uri.ts";

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
