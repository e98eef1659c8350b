import type { Bucket } from "../../domain/buckets/bucket.ts";
import { DEFAULT_CONTENT_TYPE, type ObjectMetadata } from "../../domain/objects/object.ts";
import { isTagText, MAX_OBJECT_TAGS, type Tags, toTags } from "../../domain/objects/tags.ts";
import { MAX_USER_METADATA_BYTES } from "../../domain/shared/constants.ts";
import type { ObjectEncryption } from "../../domain/shared/encryption.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import type { Headers } from "../http/call.ts";

const STORED_HEADERS = [
  "cache-control",
  "content-disposition",
  "content-language",
  "expires",
  "x-amz-website-redirect-location",
] as const;

/** Metadata of a new object from the headers of PutObject, CreateMultipartUpload or CopyObject. */
export function metadataFromHeaders(headers: Headers, bucket: Bucket): ObjectMetadata {
  assertNoAcl(headers, bucket);
  return {
    headers: storedHeaders(headers),
    storageClass: storageClass(headers),
    encryption: encryptionFromHeaders(headers, bucket),
    tags: parseTagHeader(headers["x-amz-tagging"]),
  };
}

function storedHeaders(headers: Headers): Record<string, string> {
  const kept: Record<string, string> = { "content-type": headers["content-type"] ?? DEFAULT_CONTENT_TYPE };
  for (const name of STORED_HEADERS) {
    const value = headers[name];
    if (value !== undefined) kept[name] = value;
  }
  const encoding = withoutAwsChunked(headers["content-encoding"]);
  if (encoding !== "") kept["content-encoding"] = encoding;
  let size = 0;
  for (const [name, value = ""] of Object.entries(headers)) {
    if (!name.startsWith("x-amz-meta-")) continue;
    kept[name] = value;
    size += Buffer.byteLength(name) - "x-amz-meta-".length + Buffer.byteLength(value);
  }
  if (size > MAX_USER_METADATA_BYTES) throw s3Errors.metadataTooLarge(size);
  return kept;
}

/** `aws-chunked` describes the transfer, not the object. */
function withoutAwsChunked(encoding = ""): string {
  return encoding
    .split(",")
    .map((token) => token.trim())
    .filter((token) => token !== "" && token.toLowerCase() !== "aws-chunked")
    .join(",");
}

const STORAGE_CLASSES: ReadonlySet<string> = new Set([
  "STANDARD",
  "REDUCED_REDUNDANCY",
  "STANDARD_IA",
  "ONEZONE_IA",
  "INTELLIGENT_TIERING",
  "GLACIER_IR",
]);
const ARCHIVE_CLASSES: ReadonlySet<string> = new Set(["GLACIER", "DEEP_ARCHIVE", "SNOW", "OUTPOSTS"]);

function storageClass(headers: Headers): string {
  const given = headers["x-amz-storage-class"] ?? "STANDARD";
  if (ARCHIVE_CLASSES.has(given)) throw s3Errors.notImplemented(`Storage class ${given}`);
  if (!STORAGE_CLASSES.has(given)) throw s3Errors.invalidStorageClass(given);
  return given;
}

/**
 * The encryption the request asks for, else the bucket's default: of a key that the request does not name
 * that is AWS's own, and the bucket's setting of bucket keys holds where the request has none.
 */
function encryptionFromHeaders(headers: Headers, { encryption }: Bucket): ObjectEncryption {
  const asked = headers["x-amz-server-side-encryption"];
  const keyId = headers["x-amz-server-side-encryption-aws-kms-key-id"];
  if (asked === "aws:kms:dsse") throw s3Errors.notImplemented("Encryption aws:kms:dsse");
  if (asked !== undefined && asked !== "AES256" && asked !== "aws:kms")
    throw s3Errors.invalidEncryption(asked);
  if (keyId !== undefined && asked !== "aws:kms") throw s3Errors.keyWithoutKms(keyId);
  const algorithm = asked ?? encryption.algorithm;
  if (algorithm === "AES256") return { algorithm };
  const key = asked === undefined ? encryption.keyId : keyId;
  const setting = headers["x-amz-server-side-encryption-bucket-key-enabled"];
  const bucketKey = setting === undefined ? encryption.bucketKey === true : setting === "true";
  return { algorithm, ...(key === undefined ? {} : { keyId: key }), ...(bucketKey ? { bucketKey } : {}) };
}

function assertNoAcl(headers: Headers, bucket: Bucket): void {
  const acl = headers["x-amz-acl"];
  if (acl === undefined || acl === "bucket-owner-full-control") return;
  if (bucket.ownership === "BucketOwnerEnforced") throw s3Errors.aclNotSupported();
  throw s3Errors.headerNotImplemented("x-amz-acl");
}

/** `x-amz-tagging: a=1&b=2` */
export function parseTagHeader(header: string | undefined): Tags {
  if (header === undefined || header === "") return {};
  const pairs = [...new URLSearchParams(header)];
  const keys = new Set(pairs.map(([key]) => key));
  if (pairs.length === 0 || keys.size < pairs.length || !pairs.flat().every(isTagText)) {
    throw s3Errors.invalidArgument(
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
      "x-amz-tagging",
      header,
    );
  }
  if (pairs.some(([key]) => key.startsWith("aws:"))) {
    throw s3Errors.invalidTag("Your TagKey cannot be prefixed with aws:");
  }
  return toTags(pairs, MAX_OBJECT_TAGS);
}
