import type { HttpResponse } from "../../../../wire/http.ts";
import { assertWriteAllowed } from "../../domain/objects/conditions.ts";
import { receiveBody } from "../../domain/objects/receive.ts";
import {
  assertMayOnObject,
  checksumHeaders,
  encryptionHeaders,
  storeObject,
  targetOf,
  versionHeaders,
} from "../../domain/objects/store-object.ts";
import type { S3Call, S3Context, S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";
import { assertKeyLength, bodyContract, metadataFromHeaders } from "../uploads/upload-request.ts";
import { CopyObject } from "./CopyObject.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export const PutObject: S3Operation = {
  name: "PutObject",
  method: "PUT",
  level: "object",
  run: (call, s3) =>
    call.request.headers["x-amz-copy-source"] === undefined ? putObject(call, s3) : CopyObject.run(call, s3),
};

async function putObject(call: S3Call, s3: S3Context): Promise<HttpResponse> {
  const target = targetOf(call, s3);
  const { headers } = call.request;
  assertMayOnObject(call, "s3:PutObject", target);
  if (headers["x-amz-tagging"] !== undefined) assertMayOnObject(call, "s3:PutObjectTagging", target);
  assertKeyLength(target.key);
  const metadata = metadataFromHeaders(headers, target.bucket);
  const contract = bodyContract(call, "CRC64NVME");
  if (headers["if-none-match"] !== undefined || headers["if-match"] !== undefined) {
    const latest = s3.objects.latest(target.bucket.name, target.key);
    // Early answer before the body is read; storeObject asks again at the moment of the write.
    assertWriteAllowed(headers, target.key, latest?.isDeleteMarker === true ? undefined : latest);
  }
  const body = await receiveBody(call.request.stream, contract, s3.blobs);
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
  return emptyResponse(200, {
    ETag: `"${version.etag}"`,
    ...encryptionHeaders(metadata.encryption),
    ...checksumHeaders(checksum),
    ...versionHeaders(s3.buckets.get(target.bucket.name), version.versionId),
  });
}
