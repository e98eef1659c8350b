import type { HttpResponse } from "../../../../wire/http.ts";
import type { CallContext } from "../../../../wire/operation.ts";
import type { S3Context } from "../../domain/context.ts";
import type { ByteRange } from "../../domain/objects/blobs.ts";
import { isNotModified } from "../../domain/objects/conditions.ts";
import type { ObjectVersion } from "../../domain/objects/object.ts";
import { type ObjectPart, objectPart } from "../../domain/objects/parts.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import { type Asking, type ObjectTarget, targetOf } from "../authorization/questions.ts";
import { integerParameter } from "../http/address.ts";
import type { Headers, S3Call } from "../http/call.ts";
import {
  checksumHeaders,
  encryptionHeaders,
  readConditions,
  versionHeaders,
} from "../http/object-headers.ts";
import { emptyResponse, errorDocument, httpTime } from "../http/responses.ts";
import { findVersion } from "../requests/find-version.ts";
import { assertMayDecrypt, assertVersionFourUnderKey } from "../requests/under-key.ts";

/** GetObject and HeadObject: the same rules, with and without the bytes. */
export function readObject(context: CallContext, { s3, call }: Asking): HttpResponse {
  const target = targetOf(s3, call);
  const overrides = responseOverrides(call);
  const version = findVersion(context, { s3, call }, target);
  if (version.isDeleteMarker) return markerResponse(call, target, version);
  assertNoEncryptionHeaders(call.request.headers);
  assertReadable({ s3, call }, version);
  const headers = { ...objectHeaders(target, version), ...overrides };
  if (isNotModified(readConditions(call.request.headers), version))
    return emptyResponse(304, headersOf304(headers));
  return bodyResponse(call, s3, { version, headers });
}

const OF_WRITES = [
  "x-amz-server-side-encryption",
  "x-amz-server-side-encryption-aws-kms-key-id",
  "x-amz-server-side-encryption-bucket-key-enabled",
] as const;

/** How an object is kept is told by who writes it. */
function assertNoEncryptionHeaders(headers: Headers): void {
  for (const name of OF_WRITES) {
    const value = headers[name];
    if (value === undefined) continue;
    throw s3Errors.invalidArgument(`${name} header is not supported for this operation.`, name, value);
  }
}

/** What lies under a key of KMS: the bytes, and the checksum of them. The other headers are not sealed. */
function assertReadable(asking: Asking, version: ObjectVersion): void {
  const { encryption } = version.metadata;
  const { headers, method } = asking.call.request;
  if (method === "HEAD" && !wantsChecksum(headers)) assertVersionFourUnderKey(asking, encryption);
  else assertMayDecrypt(asking, version, encryption);
}

const wantsChecksum = (headers: Headers): boolean =>
  headers["x-amz-checksum-mode"]?.toUpperCase() === "ENABLED";

interface Found {
  readonly version: ObjectVersion;
  readonly headers: Record<string, string>;
}

function bodyResponse(call: S3Call, s3: S3Context, { version, headers }: Found): HttpResponse {
  const part = partOf(call, version);
  const range = part === undefined ? parseRange(call.request.headers["range"], version.size) : part.range;
  if (wantsChecksum(call.request.headers)) {
    const whole = range === undefined ? version.metadata.checksum : undefined;
    Object.assign(headers, checksumHeaders(part === undefined ? whole : part.checksum));
  }
  if (range !== undefined) headers["content-range"] = `bytes ${range.start}-${range.end}/${version.size}`;
  if (part?.count !== undefined) headers["x-amz-mp-parts-count"] = String(part.count);
  const bytes = range ?? { start: 0, end: version.size - 1 };
  headers["content-length"] = String(bytes.end - bytes.start + 1);
  const status = range === undefined ? 200 : 206;
  if (call.request.method === "HEAD") return { status, headers };
  return { status, headers, body: bytesOf(s3, version, bytes) };
}

function bytesOf(s3: S3Context, version: ObjectVersion, range: ByteRange) {
  const { data, size } = version;
  if (data === undefined) return size === 0 ? Buffer.alloc(0) : s3.blobs.read(version.blobs, range);
  return range.start === 0 && range.end === size - 1 ? data : data.subarray(range.start, range.end + 1);
}

/** The part that `partNumber` names. */
function partOf(call: S3Call, version: ObjectVersion): ObjectPart | undefined {
  const number = integerParameter(call.query, "partNumber", { minimum: 1, maximum: 10_000 });
  if (number === undefined) return undefined;
  if (call.request.headers["range"] !== undefined) {
    throw s3Errors.invalidRequest("Cannot specify both Range header and partNumber query parameter");
  }
  return objectPart(version, number);
}

function objectHeaders({ bucket }: ObjectTarget, version: ObjectVersion): Record<string, string> {
  return { ...storedHeaders(version), ...versionHeaders(bucket, version.versionId) };
}

/** A record is never changed but replaced, so what its headers say is kept as long as the record is. */
const stored = new WeakMap<ObjectVersion, Readonly<Record<string, string>>>();

function storedHeaders(version: ObjectVersion): Readonly<Record<string, string>> {
  const known = stored.get(version);
  if (known !== undefined) return known;
  const { metadata } = version;
  const tagCount = Object.keys(metadata.tags).length;
  const headers = {
    ...Object.fromEntries(Object.entries(metadata.headers).map(asShown)),
    "accept-ranges": "bytes",
    etag: `"${version.etag}"`,
    "last-modified": httpTime(version.lastModified),
    ...encryptionHeaders(metadata.encryption),
    ...(metadata.storageClass === "STANDARD" ? {} : { "x-amz-storage-class": metadata.storageClass }),
    ...(tagCount === 0 ? {} : { "x-amz-tagging-count": String(tagCount) }),
  };
  stored.set(version, headers);
  return headers;
}

/** User metadata that is not ASCII comes back as an encoded word (RFC 2047) of its Latin-1 characters. */
function asShown([name, value]: [string, string]): [string, string] {
  if (!name.startsWith("x-amz-meta-") || /^[\0-\x7f]*$/.test(value)) return [name, value];
  return [name, `=?UTF-8?B?${Buffer.from(value, "utf8").toString("base64")}?=`];
}

function headersOf304(headers: Record<string, string>): Record<string, string> {
  const kept = ["etag", "last-modified", "cache-control", "expires", "x-amz-version-id"];
  return Object.fromEntries(Object.entries(headers).filter(([name]) => kept.includes(name)));
}

function markerResponse(call: S3Call, target: ObjectTarget, version: ObjectVersion): HttpResponse {
  const byId = call.query.has("versionId");
  const error = byId
    ? s3Errors.methodNotAllowed(call.request.method, "DeleteMarker")
    : s3Errors.noSuchKey(target.key);
  const response = errorDocument(call.request, error);
  return {
    ...response,
    headers: {
      ...response.headers,
      "x-amz-delete-marker": "true",
      "x-amz-version-id": version.versionId,
      ...(byId ? { Allow: "DELETE", "last-modified": httpTime(version.lastModified) } : {}),
    },
  };
}

const OVERRIDES = [
  "cache-control",
  "content-disposition",
  "content-encoding",
  "content-language",
  "content-type",
  "expires",
] as const;

// S3-9: only a signer may decide how somebody else's browser takes the answer.
function responseOverrides(call: S3Call): Record<string, string> {
  const overrides: Record<string, string> = {};
  if (call.query.size === 0) return overrides;
  for (const name of OVERRIDES) {
    const value = call.query.get(`response-${name}`);
    if (value === undefined) continue;
    if (call.signature === undefined) {
      throw s3Errors.invalidRequest(
        "Request specific response headers cannot be used for anonymous GET requests.",
      );
    }
    // A line break in a header would start another one. Its UTF-8 bytes travel as Latin-1 characters.
    overrides[name] = Buffer.from(value.replace(/[\r\n]/g, ""), "utf8").toString("latin1");
  }
  return overrides;
}

const SINGLE_RANGE = /^bytes=(\d*)-(\d*)$/;

/**
 * The bytes a Range header asks for; undefined for the whole object (no header, several ranges,
 * another unit: S3 ignores those).
 * @throws AwsError InvalidRange
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-14.2
 */
export function parseRange(header: string | undefined, size: number): ByteRange | undefined {
  const match = header === undefined ? null : SINGLE_RANGE.exec(header.trim());
  if (header === undefined || match === null) return undefined;
  const [, first = "", last = ""] = match;
  if (first === "" && last === "") return undefined;
  if (first === "") {
    const length = Math.min(Number(last), size);
    if (length === 0) throw s3Errors.invalidRange(header, size);
    return { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  if (last !== "" && Number(last) < start) return undefined;
  if (start >= size) throw s3Errors.invalidRange(header, size);
  return { start, end: last === "" ? size - 1 : Math.min(Number(last), size - 1) };
}
