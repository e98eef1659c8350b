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

export function stringToSign(form: SignatureForm, canonical: string): string {
  return `${ALGORITHM}\n${form.date}\n${credentialScope(form)}\n${sha256Hex(canonical)}`;
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
  if (!joined.includes(", ")) return collapse(joined);
  const values: string[] = [];
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    if (request.rawHeaders[index]?.toLowerCase() === name) {
      values.push(collapse(request.rawHeaders[index + 1] ?? ""));
    }
  }
  return values.length > 1 ? values.join(",") : collapse(joined);
}

function collapse(value: string): string {
  const trimmed = value.trim();
  return /\s\s|[\t\n\v\f\r]/.test(trimmed) ? trimmed.replace(/\s+/g, " ") : trimmed;
}
