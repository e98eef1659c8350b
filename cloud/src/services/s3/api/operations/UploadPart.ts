import type { HttpResponse } from "../../../../wire/http.ts";
import { uploadTarget } from "../../domain/multipart/checksums.ts";
import { storePart } from "../../domain/multipart/parts.ts";
import { checksumRow } from "../../domain/objects/checksums.ts";
import { receiveBody } from "../../domain/objects/receive.ts";
import { encryptionHeaders } from "../../domain/objects/store-object.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import type { S3Call, S3Context, S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";
import { partNumberOf } from "../requests/part-number.ts";
import { bodyContract } from "../uploads/upload-request.ts";
import { UploadPartCopy } from "./UploadPartCopy.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export const UploadPart: S3Operation = {
  name: "UploadPart",
  method: "PUT",
  level: "object",
  subresource: "uploadId",
  run: (call, s3) =>
    call.request.headers["x-amz-copy-source"] === undefined
      ? uploadPart(call, s3)
      : UploadPartCopy.run(call, s3),
};

async function uploadPart(call: S3Call, s3: S3Context): Promise<HttpResponse> {
  const { upload } = uploadTarget(call, s3, "s3:PutObject");
  const number = partNumberOf(call);
  const { algorithm, algorithmGiven } = upload.settings;
  const contract = bodyContract(call, algorithm);
  const declared = contract.checksum?.algorithm;
  if (declared !== undefined && declared !== algorithm && algorithmGiven) {
    throw s3Errors.invalidRequest(
      `Checksum Type mismatch occurred, expected checksum Type: ${algorithm.toLowerCase()}, actual checksum Type: ${declared.toLowerCase()}`,
    );
  }
  const part = await receiveBody(call.request.stream, { ...contract, inlineLimit: -1 }, s3.blobs);
  const stored = await storePart(s3, { upload, number, body: part });
  return emptyResponse(200, {
    ETag: `"${stored.etag}"`,
    [checksumRow(part.checksum.algorithm).header]: part.checksum.value,
    ...encryptionHeaders(upload.settings.metadata.encryption),
  });
}
