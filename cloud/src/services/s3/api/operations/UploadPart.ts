import type { S3Context } from "../../domain/context.ts";
import { storePart } from "../../domain/multipart/parts.ts";
import { checksumRow } from "../../domain/objects/checksums.ts";
import { receiveBody } from "../../domain/objects/receive.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import type { S3Operation } from "../http/call.ts";
import { encryptionHeaders } from "../http/object-headers.ts";
import { emptyResponse } from "../http/responses.ts";
import { partNumberOf } from "../requests/part-number.ts";
import { assertMayDecrypt } from "../requests/under-key.ts";
import { uploadOf, uploadQuestion } from "../requests/upload.ts";
import { bodyContract } from "../uploads/body-contract.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export const UploadPart = (s3: S3Context): S3Operation => ({
  name: "UploadPart",
  method: "PUT",
  level: "object",
  subresource: "uploadId",
  authorize: (call) => [uploadQuestion({ s3, call }, "s3:PutObject")],
  run: async (call) => {
    const upload = uploadOf(s3, call);
    const number = partNumberOf(call);
    const { algorithm, algorithmGiven } = upload.settings;
    const contract = bodyContract(call, algorithm);
    const declared = contract.checksum?.algorithm;
    if (declared !== undefined && declared !== algorithm && algorithmGiven) {
      throw s3Errors.invalidRequest(
        `Checksum Type mismatch occurred, expected checksum Type: ${algorithm.toLowerCase()}, actual checksum Type: ${declared.toLowerCase()}`,
      );
    }
    assertMayDecrypt({ s3, call }, upload, upload.settings.metadata.encryption);
    const part = await receiveBody(call.request.stream, { ...contract, inlineLimit: -1 }, s3.blobs);
    const stored = await storePart(s3, { upload, number, body: part });
    return emptyResponse(200, {
      ETag: `"${stored.etag}"`,
      [checksumRow(part.checksum.algorithm).header]: part.checksum.value,
      ...encryptionHeaders(upload.settings.metadata.encryption),
    });
  },
});
