import type { S3Context } from "../../api/http/call.ts";
import { integerParameter, type Query } from "../../api/http/query.ts";
import { s3Errors } from "../shared/errors.ts";
import type { ListedVersion } from "./store.ts";

export interface ListingRequest {
  readonly bucket: string;
  readonly prefix: string;
  readonly delimiter: string;
  readonly maxKeys: number;
  /** Keys and prefixes greater than this. */
  readonly after: string;
}

export interface Listing {
  readonly entries: readonly ListedVersion[];
  readonly commonPrefixes: readonly string[];
  /** Where the next page starts; undefined when this one is the last. */
  readonly next: string | undefined;
}

const BATCH = 1000;
const LAST = "\u{10FFFF}";

/** One page of keys; keys that share a prefix up to the delimiter become one common prefix. */
export function listObjects(s3: S3Context, request: ListingRequest): Listing {
  const { bucket, prefix, delimiter, maxKeys } = request;
  const entries: ListedVersion[] = [];
  const commonPrefixes: string[] = [];
  if (maxKeys === 0) return { entries, commonPrefixes, next: undefined };
  let after = request.after;
  let last = "";
  for (;;) {
    const batch = s3.objects.listLatest({ bucket, prefix, after, limit: BATCH });
    let skipped = false;
    for (const entry of batch) {
      const common = commonPrefixOf(entry.key, prefix, delimiter);
      if (entries.length + commonPrefixes.length === maxKeys) return { entries, commonPrefixes, next: last };
      if (common === undefined) {
        entries.push(entry);
        last = entry.key;
        after = entry.key;
        continue;
      }
      commonPrefixes.push(common);
      // The whole group is one line: go on behind it instead of reading it.
      last = `${common}${LAST}`;
      after = last;
      skipped = true;
      break;
    }
    if (!skipped && batch.length < BATCH) return { entries, commonPrefixes, next: undefined };
  }
}

function commonPrefixOf(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === "") return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at === -1 ? undefined : key.slice(0, at + delimiter.length);
}

export function maxKeysOf(query: Query): number {
  const asked = integerParameter(query, "max-keys", { minimum: 0, maximum: 2_147_483_647 });
  return Math.min(asked ?? 1000, 1000);
}

/** Encodes names in replies when the client asked for it. @throws AwsError InvalidArgument */
export function nameEncoder(query: Query): (name: string) => string {
  const type = query.get("encoding-type");
  if (type === undefined) return (name) => name;
  if (type !== "url")
    throw s3Errors.invalidArgument("Invalid Encoding Method specified in Request", "encoding-type", type);
  return (name) => encodeURIComponent(name).replaceAll("%2F", "/").replaceAll("%20", "+");
}

/** Condition keys of s3:ListBucket. */
export function listConditions(query: Query): Record<string, string> {
  const conditions: Record<string, string> = { "s3:prefix": query.get("prefix") ?? "" };
  const delimiter = query.get("delimiter");
  const maxKeys = query.get("max-keys");
  if (delimiter !== undefined) conditions["s3:delimiter"] = delimiter;
  if (maxKeys !== undefined) conditions["s3:max-keys"] = maxKeys;
  return conditions;
}

const encodeToken = (key: string): string => Buffer.from(key, "utf8").toString("base64url");

export const continuationToken = (next: string | undefined): string | undefined =>
  next === undefined ? undefined : encodeToken(next);

/** @throws AwsError InvalidArgument for a token this service did not make */
export function readContinuationToken(token: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  const key = Buffer.from(token, "base64url").toString("utf8");
  if (token !== "" && encodeToken(key) === token) return key;
  throw s3Errors.invalidArgument("The continuation token provided is incorrect", "continuation-token", token);
}
