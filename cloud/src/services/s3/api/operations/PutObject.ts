import type { S3Context } from "../../domain/context.ts";
import { etagOf } from "../../domain/objects/data-key.ts";
import { receiveBody } from "../../domain/objects/receive.ts";
import { assertKeyLength, assertWritable, storeObject } from "../../domain/objects/store-object.ts";
import { headerQuestions, objectQuestion, targetOf } from "../authorization/questions.ts";
import type { S3Operation } from "../http/call.ts";
import {
  checksumHeaders,
  encryptionHeaders,
  uploadedVersionHeaders,
  writeConditions,
} from "../http/object-headers.ts";
import { emptyResponse } from "../http/responses.ts";
import { originOf } from "../requests/origin.ts";
import { underKey } from "../requests/under-key.ts";
import { bodyContract } from "../uploads/body-contract.ts";
import { metadataFromHeaders } from "../uploads/object-metadata.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export const PutObject = (s3: S3Context): S3Operation => ({
  name: "PutObject",
  method: "PUT",
  level: "object",
  authorize: (call) => {
    const target = targetOf(s3, call);
    return [
      objectQuestion({ s3, call }, "s3:PutObject", { ...target, createsObject: true }),
      ...headerQuestions({ s3, call }, target),
    ];
  },
  run: async (call) => {
    const target = targetOf(s3, call);
    const { key } = target;
    const { headers, stream } = call.request;
    assertKeyLength(key);
    const place = { bucket: target.bucket.name, key, conditions: writeConditions(headers) };
    const given = metadataFromHeaders(headers, target.bucket);
    const contract = bodyContract(call, "CRC64NVME");
    const metadata = underKey({ s3, call }, place, given);
    // Early answer before the body is read; storeObject asks again at the moment of the write.
    assertWritable(s3, place);
    const body = await receiveBody(stream, contract, s3.blobs);
    const checksum = { ...body.checksum, type: "FULL_OBJECT" } as const;
    const version = storeObject(s3, {
      ...place,
      size: body.size,
      etag: etagOf(s3, metadata.encryption, body.md5),
      metadata: { ...metadata, checksum },
      data: body.data,
      blobs: body.blob === undefined ? [] : [body.blob],
      occasion: { name: "ObjectCreated:Put", origin: () => originOf(call) },
    });
    return emptyResponse(200, {
      ETag: `"${version.etag}"`,
      ...encryptionHeaders(metadata.encryption),
      ...checksumHeaders(checksum),
      ...uploadedVersionHeaders(version.versionId),
    });
  },
});
