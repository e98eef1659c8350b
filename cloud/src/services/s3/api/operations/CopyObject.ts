import type { CallContext } from "../../../../wire/operation.ts";
import type { S3Context } from "../../domain/context.ts";
import { type ChecksumAlgorithm, checksumRow, parseAlgorithm } from "../../domain/objects/checksums.ts";
import { copyBody } from "../../domain/objects/copy.ts";
import { etagOf } from "../../domain/objects/data-key.ts";
import type { ObjectMetadata, ObjectVersion } from "../../domain/objects/object.ts";
import { assertKeyLength, storeObject } from "../../domain/objects/store-object.ts";
import { NULL_VERSION } from "../../domain/shared/constants.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import { type Asking, type ObjectTarget, objectQuestion, targetOf } from "../authorization/questions.ts";
import type { Headers, S3Operation } from "../http/call.ts";
import { encryptionHeaders, versionHeaders, writeConditions } from "../http/object-headers.ts";
import { documentResponse, isoTime } from "../http/responses.ts";
import {
  type CopySource,
  copySourceOf,
  sourceQuestion,
  sourceTagsQuestion,
  sourceVersion,
} from "../requests/copy-source.ts";
import { originOf } from "../requests/origin.ts";
import { assertMayDecrypt, underKey } from "../requests/under-key.ts";
import { metadataFromHeaders, parseTagHeader } from "../uploads/object-metadata.ts";

/** Shares method and path with PutObject. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
export const CopyObject = (s3: S3Context): S3Operation => ({
  name: "CopyObject",
  method: "PUT",
  level: "object",
  isCopy: true,
  *authorize(call) {
    const target = targetOf(s3, call);
    yield objectQuestion({ s3, call }, "s3:PutObject", { ...target, createsObject: true });
    if (call.request.headers["x-amz-acl"] !== undefined)
      yield objectQuestion({ s3, call }, "s3:PutObjectAcl", target);
    assertKeyLength(target.key);
    yield sourceQuestion({ s3, call }, copySourceOf({ s3, call }));
  },
  run: async (call, context) => {
    const target = targetOf(s3, call);
    const { headers } = call.request;
    const source = copySourceOf({ s3, call });
    const version = sourceVersion(context, { s3, call }, source);
    const copy = { asking: { s3, call }, target, source, version };
    const given = copiedMetadata(context, copy);
    assertChangesSomething(copy);
    const algorithm = algorithmOf(headers["x-amz-checksum-algorithm"], version);
    assertMayDecrypt(copy.asking, version, version.metadata.encryption);
    const metadata = underKey(copy.asking, { bucket: target.bucket.name, key: target.key }, given);
    const body = await copyBody(s3, version, { range: undefined, algorithm });
    const checksum = { ...body.checksum, type: "FULL_OBJECT" } as const;
    const stored = storeObject(s3, {
      bucket: target.bucket.name,
      key: target.key,
      size: body.size,
      etag: etagOf(s3, metadata.encryption, body.md5),
      metadata: { ...metadata, checksum },
      data: body.data,
      blobs: body.blob === undefined ? [] : [body.blob],
      occasion: { name: "ObjectCreated:Copy", origin: () => originOf(call) },
      conditions: writeConditions(headers),
    });
    return documentResponse(
      "CopyObjectResult",
      {
        LastModified: isoTime(stored.lastModified),
        ETag: `"${stored.etag}"`,
        ChecksumType: checksum.type,
        [checksumRow(checksum.algorithm).element]: checksum.value,
      },
      {
        ...encryptionHeaders(metadata.encryption),
        ...versionHeaders(target.bucket, stored.versionId),
        ...(version.versionId === NULL_VERSION ? {} : { "x-amz-copy-source-version-id": version.versionId }),
      },
    );
  },
});

function algorithmOf(header: string | undefined, { metadata }: ObjectVersion): ChecksumAlgorithm {
  return header === undefined ? (metadata.checksum?.algorithm ?? "CRC64NVME") : parseAlgorithm(header);
}

function replaces(headers: Headers, what: "metadata" | "tagging"): boolean {
  const header = `x-amz-${what}-directive`;
  const given = headers[header];
  if (given === undefined || given === "COPY") return false;
  if (given === "REPLACE") return true;
  throw s3Errors.invalidArgument(`Unknown ${what} directive.`, header, given);
}

interface Copy {
  readonly asking: Asking;
  readonly target: ObjectTarget;
  readonly source: CopySource;
  readonly version: ObjectVersion;
}

/** Metadata of the copy. S3-17: tags travel only for who may read and write tags. */
function copiedMetadata(context: CallContext, { asking, target, source, version }: Copy): ObjectMetadata {
  const { headers } = asking.call.request;
  const given = metadataFromHeaders(headers, target.bucket);
  const newHeaders = replaces(headers, "metadata");
  const newTags = replaces(headers, "tagging");
  const carriesTags = !newTags && Object.keys(version.metadata.tags).length > 0;
  if (carriesTags) context.assertAllowed(sourceTagsQuestion(asking, source));
  if (carriesTags || newTags) {
    context.assertAllowed(objectQuestion(asking, "s3:PutObjectTagging", target));
  }
  return {
    ...given,
    headers: newHeaders ? given.headers : version.metadata.headers,
    tags: newTags ? parseTagHeader(headers["x-amz-tagging"]) : version.metadata.tags,
  };
}

/**
 * S3 refuses to copy an object onto itself unless something about it changes. A version that is named
 * becomes a new one, whether or not it is the latest.
 */
function assertChangesSomething({ asking, target, source, version }: Copy): void {
  const { headers } = asking.call.request;
  const isRestored = source.versionId !== undefined && source.bucket.versioning !== undefined;
  const sameObject = source.bucket.name === target.bucket.name && version.key === target.key && !isRestored;
  const changes =
    headers["x-amz-metadata-directive"] === "REPLACE" ||
    headers["x-amz-storage-class"] !== undefined ||
    headers["x-amz-server-side-encryption"] !== undefined ||
    headers["x-amz-website-redirect-location"] !== undefined ||
    headers["x-amz-checksum-algorithm"] !== undefined;
  if (!sameObject || changes) return;
  throw s3Errors.invalidRequest(
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  );
}
