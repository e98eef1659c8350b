import type { HttpRequest } from "../../../../wire/http.ts";
import { parseAddress, parseQuery } from "./address.ts";
import { subresources } from "./subresources.ts";

/** Parameters that version 2 signs in addition to those that select another operation. */
const SIGNED_BESIDES: ReadonlySet<string> = new Set([
  "defaultObjectAcl",
  "partNumber",
  "response-cache-control",
  "response-content-disposition",
  "response-content-encoding",
  "response-content-language",
  "response-content-type",
  "response-expires",
  "storageClass",
  "uploadId",
  "versionId",
]);
/** Selects the same action on the same listing; clients of version 2 do not sign it. */
const UNSIGNED = "list-type";

/**
 * The resource as Signature V2 signs it: bucket, key, and every parameter that changes what is asked
 * for, sorted. SIG-8: nothing that selects an operation is left out.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/RESTAuthentication.html
 */
export function signedResource({ headers, path, query }: HttpRequest): string {
  const host = headers["host"] ?? "";
  const { bucket } = parseAddress(host, path);
  const isVirtual = bucket !== undefined && parseAddress(host, "/").bucket !== undefined;
  const resource = isVirtual ? `/${bucket}${path}` : path;
  // By the names that select the operation, decoded as the router decodes them.
  const signed = [...parseQuery(query)]
    .filter(([name]) => isSigned(name))
    .sort(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([name, value]) => (value === "" ? name : `${name}=${value}`));
  return signed.length === 0 ? resource : `${resource}?${signed.join("&")}`;
}

function isSigned(name: string): boolean {
  if (name === UNSIGNED) return false;
  return SIGNED_BESIDES.has(name) || subresources("bucket").has(name) || subresources("object").has(name);
}
