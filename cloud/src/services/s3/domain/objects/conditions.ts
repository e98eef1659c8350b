import { s3Errors } from "../shared/errors.ts";
import type { ObjectVersion } from "./object.ts";

type Headers = Readonly<Record<string, string | undefined>>;

/** Names of the four conditional headers: plain for reads, prefixed for copy sources. */
const READ_HEADERS = {
  match: "if-match",
  noneMatch: "if-none-match",
  modifiedSince: "if-modified-since",
  unmodifiedSince: "if-unmodified-since",
} as const;
export type ConditionHeaders = Readonly<Record<keyof typeof READ_HEADERS, string>>;

/**
 * Evaluates a conditional read. If-Match wins over If-Unmodified-Since, If-None-Match over
 * If-Modified-Since.
 * @returns true when the client's copy is current (304)
 * @throws AwsError PreconditionFailed
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function isNotModified(
  headers: Headers,
  version: Pick<ObjectVersion, "etag" | "lastModified">,
  names: ConditionHeaders = READ_HEADERS,
): boolean {
  const match = headers[names.match];
  const noneMatch = headers[names.noneMatch];
  if (match !== undefined) {
    if (!listsEtag(match, version.etag)) throw s3Errors.preconditionFailed("If-Match");
  } else if (isAfter(version.lastModified, headers[names.unmodifiedSince])) {
    throw s3Errors.preconditionFailed("If-Unmodified-Since");
  }
  if (noneMatch !== undefined) return listsEtag(noneMatch, version.etag);
  return isAfter(version.lastModified, headers[names.modifiedSince]) === false;
}

/** Undefined when there is no (usable) date: S3 ignores what it cannot parse. */
function isAfter(lastModified: number, header: string | undefined): boolean | undefined {
  if (header === undefined) return undefined;
  const date = Date.parse(header);
  if (Number.isNaN(date)) return undefined;
  return Math.floor(lastModified / 1000) > Math.floor(date / 1000);
}

function listsEtag(header: string, etag: string): boolean {
  return header.split(",").some((entry) => {
    const tag = entry
      .trim()
      .replace(/^W\//, "")
      .replace(/^"(.*)"$/, "$1");
    return tag === "*" || tag === etag;
  });
}

/**
 * Evaluates a conditional write.
 * @param current the latest version, delete markers counted as absent
 * @throws AwsError PreconditionFailed, NoSuchKey or NotImplemented
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function assertWriteAllowed(
  headers: Headers,
  key: string,
  current: Pick<ObjectVersion, "etag"> | undefined,
): void {
  const match = headers["if-match"];
  const noneMatch = headers["if-none-match"];
  if (match === undefined && noneMatch === undefined) return;
  if (match !== undefined && noneMatch !== undefined)
    throw s3Errors.headerNotImplemented("If-Match, If-None-Match");
  if (noneMatch !== undefined) {
    if (noneMatch !== "*") throw s3Errors.headerNotImplemented("If-None-Match");
    if (current !== undefined) throw s3Errors.preconditionFailed("If-None-Match");
    return;
  }
  if (match === "*") throw s3Errors.headerNotImplemented("If-Match");
  if (current === undefined) throw s3Errors.noSuchKey(key);
  if (!listsEtag(match ?? "", current.etag)) throw s3Errors.preconditionFailed("If-Match");
}
