import { parseTagging } from "../documents/tagging.ts";
import type { Headers } from "../http/call.ts";
import type { PostForm } from "../http/post-form.ts";

/** Fields that say of the object what headers of a PUT say. */
const AS_HEADERS: ReadonlySet<string> = new Set([
  "cache-control",
  "content-disposition",
  "content-encoding",
  "content-language",
  "content-md5",
  "content-type",
  "expires",
]);
/** Fields that are about the signature, not about the object. */
const OF_SIGNATURE: ReadonlySet<string> = new Set([
  "x-amz-algorithm",
  "x-amz-credential",
  "x-amz-date",
  "x-amz-security-token",
  "x-amz-signature",
]);
/** Headers of the request itself that are about the caller or the answer. */
const KEPT = ["host", "origin", "referer", "user-agent"] as const;

/** The headers that a PUT of the same object would have. @throws AwsError of a malformed `tagging` document */
export function headersOfForm({ fields }: PostForm, own: Headers): Headers {
  const headers: Record<string, string | undefined> = Object.create(null);
  for (const name of KEPT) if (own[name] !== undefined) headers[name] = own[name];
  for (const [name, value] of fields) {
    const isAttribute = name.startsWith("x-amz-") && !OF_SIGNATURE.has(name);
    // As they would arrive: a character for each byte.
    if (isAttribute || AS_HEADERS.has(name)) headers[name] = Buffer.from(value, "utf8").toString("latin1");
  }
  const acl = fields.get("acl");
  if (acl !== undefined) headers["x-amz-acl"] = acl;
  const tagging = fields.get("tagging");
  if (tagging !== undefined) {
    headers["x-amz-tagging"] = new URLSearchParams(parseTagging(tagging, "object")).toString();
  }
  return headers;
}

/** The key with the name of the file put in where the form says so. */
export function keyOfForm({ fields, fileName }: PostForm): string | undefined {
  return fields.get("key")?.replaceAll(`\${filename}`, () => fileName);
}
