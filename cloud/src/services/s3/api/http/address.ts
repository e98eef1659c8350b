import { s3Errors } from "../../domain/shared/errors.ts";

/** What a request addresses: nothing (the service), a bucket, or an object in it. */
export interface S3Address {
  readonly bucket: string | undefined;
  /** Percent-decoded key; undefined for the bucket itself. */
  readonly key: string | undefined;
}

const ENDPOINT = String.raw`s3(?:[.-](?:dualstack\.)?[a-z0-9-]+)?\.(?:localhost|amazonaws\.com)`;
const PATH_STYLE_HOST = new RegExp(`^${ENDPOINT}$`);
const VIRTUAL_HOST = new RegExp(`^(.+?)\\.${ENDPOINT}$`);
const LOCAL_BUCKET_HOST = /^([a-z0-9][a-z0-9.-]*)\.localhost$/;
/** Second-level names that belong to other services of this cloud. */
const FOREIGN_LOCAL_HOST = /(?:^|\.)(?:execute-api|auth)\.localhost$/;

function hostName(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, "");
}

/** What the Host header that was read last names: clients say the same one again and again. */
let last: { readonly host: string; readonly bucket: string | undefined } = { host: "", bucket: undefined };

/** The bucket a Host header names, or undefined for path-style addressing. */
function bucketOfHost(host: string): string | undefined {
  if (last.host !== host) last = { host, bucket: readHost(host) };
  return last.bucket;
}

function readHost(host: string): string | undefined {
  const name = hostName(host);
  if (PATH_STYLE_HOST.test(name)) return undefined;
  const virtual = VIRTUAL_HOST.exec(name)?.[1];
  if (virtual !== undefined) return virtual;
  if (FOREIGN_LOCAL_HOST.test(name)) return undefined;
  return LOCAL_BUCKET_HOST.exec(name)?.[1];
}

/**
 * True when a Host header can only mean S3: an S3 endpoint, `<bucket>.<endpoint>`, or
 * `<bucket>.localhost` with a one-label bucket or one that exists.
 */
export function isS3Host(host: string, hasBucket: (name: string) => boolean): boolean {
  const name = hostName(host);
  if (PATH_STYLE_HOST.test(name) || VIRTUAL_HOST.test(name)) return true;
  const bucket = bucketOfHost(name);
  return bucket !== undefined && (!bucket.includes(".") || hasBucket(bucket));
}

/** @throws AwsError InvalidURI when the path is not percent-encoded UTF-8 */
export function parseAddress(host: string, path: string): S3Address {
  const virtual = bucketOfHost(host);
  const rest = path.startsWith("/") ? path.slice(1) : path;
  if (virtual !== undefined) return { bucket: virtual, key: rest === "" ? undefined : decode(rest, path) };
  if (rest === "") return { bucket: undefined, key: undefined };
  const slash = rest.indexOf("/");
  if (slash === -1) return { bucket: decode(rest, path), key: undefined };
  const key = rest.slice(slash + 1);
  return { bucket: decode(rest.slice(0, slash), path), key: key === "" ? undefined : decode(key, path) };
}

function decode(text: string, uri: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    throw s3Errors.invalidUri(uri);
  }
}

/** Query parameters by name; the first of repeated ones counts. */
export type Query = ReadonlyMap<string, string>;

const EMPTY: Query = new Map();

export function parseQuery(raw: string): Query {
  if (raw === "") return EMPTY;
  const query = new Map<string, string>();
  for (const pair of raw.split("&")) {
    if (pair === "") continue;
    const mark = pair.indexOf("=");
    const name = decodeParameter(mark === -1 ? pair : pair.slice(0, mark), raw);
    if (!query.has(name)) query.set(name, mark === -1 ? "" : decodeParameter(pair.slice(mark + 1), raw));
  }
  return query;
}

function decodeParameter(text: string, raw: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw s3Errors.invalidUri(raw);
  }
}

/** A whole number within [minimum, maximum], or undefined when the parameter is absent. */
export function integerParameter(
  query: Query,
  name: string,
  range: { readonly minimum: number; readonly maximum: number },
): number | undefined {
  const text = query.get(name);
  if (text === undefined || text === "") return undefined;
  const value = Number(text);
  if (!/^-?\d{1,10}$/.test(text) || value > 2_147_483_647) {
    throw s3Errors.invalidArgument(`Provided ${name} not an integer or within integer range`, name, text);
  }
  if (value < range.minimum || value > range.maximum) {
    throw s3Errors.invalidArgument(
      `Argument ${name} must be an integer between ${range.minimum} and ${range.maximum}`,
      name,
      text,
    );
  }
  return value;
}
