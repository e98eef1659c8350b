import { ownerId } from "../../domain/buckets/owner.ts";
import type { S3Context } from "../../domain/context.ts";
import { checksumRow } from "../../domain/objects/checksums.ts";
import { integerParameter } from "../http/address.ts";
import type { S3Operation } from "../http/call.ts";
import { documentResponse, isoTime } from "../http/responses.ts";
import { assertMayDecrypt } from "../requests/under-key.ts";
import { uploadOf, uploadQuestion } from "../requests/upload.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html */
export const ListParts = (s3: S3Context): S3Operation => ({
  name: "ListParts",
  method: "GET",
  level: "object",
  subresource: "uploadId",
  authorize: (call) => [uploadQuestion({ s3, call }, "s3:ListMultipartUploadParts")],
  run: (call) => {
    const upload = uploadOf(s3, call);
    const { algorithm, checksumType, algorithmGiven, metadata } = upload.settings;
    assertMayDecrypt({ s3, call }, upload, metadata.encryption);
    const bounds = { minimum: 0, maximum: 2_147_483_647 };
    const marker = integerParameter(call.query, "part-number-marker", bounds) ?? 0;
    const limit = Math.min(integerParameter(call.query, "max-parts", bounds) ?? 1000, 1000);
    const rest = s3.uploads.parts(upload.id).filter(({ number }) => number > marker);
    const page = rest.slice(0, limit);
    const owner = { ID: ownerId(s3.scope.accountId) };
    return documentResponse("ListPartsResult", {
      Bucket: upload.bucket,
      Key: upload.key,
      UploadId: upload.id,
      PartNumberMarker: marker,
      NextPartNumberMarker: page.at(-1)?.number ?? 0,
      MaxParts: limit,
      IsTruncated: rest.length > page.length,
      Initiator: owner,
      Owner: owner,
      StorageClass: metadata.storageClass,
      ChecksumAlgorithm: algorithmGiven ? algorithm : undefined,
      ChecksumType: algorithmGiven ? checksumType : undefined,
      Part: page.map((part) => ({
        PartNumber: part.number,
        LastModified: isoTime(part.uploadedAt),
        ETag: `"${part.etag}"`,
        Size: part.size,
        [checksumRow(algorithm).element]: algorithmGiven ? part.checksum : undefined,
      })),
    });
  },
});
