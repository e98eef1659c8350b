import { s3Errors } from "../shared/errors.ts";
import type { ObjectVersion } from "./object.ts";

/** What a conditional read asks of an object; texts as the client sent them. */
export interface ReadConditions {
  readonly match: string | undefined;
  readonly noneMatch: string | undefined;
  readonly modifiedSince: string | undefined;
  readonly unmodifiedSince: string | undefined;
}

/**
 * Evaluates a conditional read. If-Match wins over If-Unmodified-Since, If-None-Match over
 * If-Modified-Since.
 * @returns true when the client's copy is current (304)
 * @throws AwsError PreconditionFailed
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function isNotModified(
  { match, noneMatch, modifiedSince, unmodifiedSince }: ReadConditions,
  version: Pick<ObjectVersion, "etag" | "lastModified">,
): boolean {
  if (match !== undefined) {
    if (!listsEtag(match, version.etag)) throw s3Errors.preconditionFailed("If-Match");
  } else if (isAfter(version.lastModified, unmodifiedSince)) {
    throw s3Errors.preconditionFailed("If-Unmodified-Since");
  }
  if (noneMatch !== undefined) return listsEtag(noneMatch, version.etag);
  return isAfter(version.lastModified, modifiedSince) === false;
}

/** Undefined when there is no (usable) date: S3 ignores what it cannot parse. */
function isAfter(lastModified: number, text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined;
  const date = Date.parse(text);
  if (Number.isNaN(date)) return undefined;
  return Math.floor(lastModified / 1000) > Math.floor(date / 1000);
}

function listsEtag(list: string, etag: string): boolean {
  return list.split(",").some((entry) => {
    const tag = withoutQuotes(entry.trim().replace(/^W\//, ""));
    return tag === "*" || tag === etag;
  });
}

/** S3 takes entity tags with two quotes, one or none. */
export const withoutQuotes = (etag: string): string => etag.replace(/^"/, "").replace(/"$/, "");

/** What a conditional write asks of the object that is there. */
export interface WriteConditions {
  readonly match: string | undefined;
  readonly noneMatch: string | undefined;
}

export const isUnconditional = ({ match, noneMatch }: WriteConditions): boolean =>
  match === undefined && noneMatch === undefined;

/**
 * Evaluates a conditional write.
 * @param current the latest version, delete markers counted as absent
 * @throws AwsError PreconditionFailed, NoSuchKey or NotImplemented
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function assertWriteAllowed(
  { match, noneMatch }: WriteConditions,
  key: string,
  current: Pick<ObjectVersion, "etag"> | undefined,
): void {
  if (match !== undefined && noneMatch !== undefined)
    throw s3Errors.headerNotImplemented("If-Match, If-None-Match");
  if (noneMatch !== undefined) {
    if (noneMatch !== "*") throw s3Errors.headerNotImplemented("If-None-Match");
    if (current !== undefined) throw s3Errors.preconditionFailed("If-None-Match");
    return;
  }
  if (match === undefined) return;
  if (match === "*") throw s3Errors.headerNotImplemented("If-Match");
  if (current === undefined) throw s3Errors.noSuchKey(key);
  if (!listsEtag(match, current.etag)) throw s3Errors.preconditionFailed("If-Match");
}
