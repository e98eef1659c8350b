import type { HttpResponse } from "../../../../wire/http.ts";
import { type ChecksumAlgorithm, checksumRow, parseAlgorithm } from "../../domain/objects/checksums.ts";
import type { ObjectMetadata } from "../../domain/objects/object.ts";
import {
  assertMayOnObject,
  encryptionHeaders,
  type ObjectTarget,
  storeObject,
  targetOf,
  versionHeaders,
} from "../../domain/objects/store-object.ts";
import { parseTagHeader } from "../../domain/objects/tags.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import type { S3Call, S3Context, S3Operation } from "../http/call.ts";
import { documentResponse, isoTime } from "../http/responses.ts";
import { type CopySource, copyBody, findSource } from "../requests/copy-source.ts";
import { assertKeyLength, metadataFromHeaders } from "../uploads/upload-request.ts";

/** Routed by PutObject: the two share method and path. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
export const CopyObject: S3Operation = {
  name: "CopyObject",
  method: "PUT",
  level: "object",
  run: copyObject,
};

async function copyObject(call: S3Call, s3: S3Context): Promise<HttpResponse> {
  const target = targetOf(call, s3);
  const { headers } = call.request;
  assertMayOnObject(call, "s3:PutObject", target);
  assertKeyLength(target.key);
  const source = findSource(call, s3);
  const metadata = copiedMetadata(call, target, source);
  assertChangesSomething(call, target, source);
  const algorithm = algorithmOf(headers["x-amz-checksum-algorithm"], source);
  const body = await copyBody(s3, source, { range: undefined, algorithm });
  const checksum = { ...body.checksum, type: "FULL_OBJECT" } as const;
  const version = storeObject(s3, {
    target,
    size: body.size,
    etag: body.md5.toString("hex"),
    metadata: { ...metadata, checksum },
    data: body.data,
    blobs: body.blob === undefined ? [] : [body.blob],
    headers,
  });
  return documentResponse(
    "CopyObjectResult",
    {
      LastModified: isoTime(version.lastModified),
      ETag: `"${version.etag}"`,
      ChecksumType: checksum.type,
      [checksumRow(checksum.algorithm).element]: checksum.value,
    },
    {
      ...encryptionHeaders(metadata.encryption),
      ...versionHeaders(target.bucket, version.versionId),
      ...(source.bucket.versioning === undefined
        ? {}
        : { "x-amz-copy-source-version-id": source.version.versionId }),
    },
  );
}

function algorithmOf(header: string | undefined, source: CopySource): ChecksumAlgorithm {
  if (header !== undefined) return parseAlgorithm(header);
  return source.version.metadata.checksum?.algorithm ?? "CRC64NVME";
}

function directive(given: string | undefined, header: string): "COPY" | "REPLACE" {
  if (given === undefined || given === "COPY") return "COPY";
  if (given === "REPLACE") return "REPLACE";
  throw s3Errors.invalidArgument(
    `Unknown ${header === "x-amz-metadata-directive" ? "metadata" : "tagging"} directive.`,
    header,
    given,
  );
}

function copiedMetadata(call: S3Call, target: ObjectTarget, { version, bucket }: CopySource): ObjectMetadata {
  const { headers } = call.request;
  const given = metadataFromHeaders(headers, target.bucket);
  const replaces = directive(headers["x-amz-metadata-directive"], "x-amz-metadata-directive") === "REPLACE";
  const retags = directive(headers["x-amz-tagging-directive"], "x-amz-tagging-directive") === "REPLACE";
  const source = { arn: `arn:aws:s3:::${bucket.name}/${version.key}`, bucket };
  const carriesTags = !retags && Object.keys(version.metadata.tags).length > 0;
  if (carriesTags) call.assertMay("s3:GetObjectTagging", source);
  if (carriesTags || retags) assertMayOnObject(call, "s3:PutObjectTagging", target);
  return {
    ...given,
    headers: replaces ? given.headers : version.metadata.headers,
    tags: retags ? parseTagHeader(headers["x-amz-tagging"]) : version.metadata.tags,
  };
}

/** S3 refuses to copy an object onto itself unless something about it changes. */
function assertChangesSomething(call: S3Call, target: ObjectTarget, { version, bucket }: CopySource): void {
  const { headers } = call.request;
  const sameObject = bucket.name === target.bucket.name && version.key === target.key && version.isLatest;
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
