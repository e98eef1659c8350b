import { ownerId } from "../../domain/buckets/owner.ts";
import type { S3Context } from "../../domain/context.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import { onBucket } from "../authorization/questions.ts";
import { bucketNameOf, type S3Operation } from "../http/call.ts";
import { integerParameter } from "../http/query.ts";
import { documentResponse, isoTime } from "../http/responses.ts";
import { nameEncoder } from "../requests/listing.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html */
export const ListMultipartUploads = (s3: S3Context): S3Operation => ({
  name: "ListMultipartUploads",
  method: "GET",
  level: "bucket",
  subresource: "uploads",
  authorize: onBucket(s3, "s3:ListBucketMultipartUploads"),
  run: (call) => {
    const { query } = call;
    const name = bucketNameOf(call);
    if ((query.get("delimiter") ?? "") !== "")
      throw s3Errors.notImplemented("ListMultipartUploads delimiter");
    const encode = nameEncoder(query);
    const prefix = query.get("prefix") ?? "";
    const keyMarker = query.get("key-marker") ?? "";
    const idMarker = query.get("upload-id-marker") ?? "";
    const limit = Math.min(
      integerParameter(query, "max-uploads", { minimum: 0, maximum: 2_147_483_647 }) ?? 1000,
      1000,
    );
    const matching = s3.uploads
      .list(name)
      .filter(({ key }) => key.startsWith(prefix))
      .filter(({ key, id }) => key > keyMarker || (key === keyMarker && idMarker !== "" && id > idMarker));
    const page = matching.slice(0, limit);
    const last = page.at(-1);
    const owner = { ID: ownerId(s3.scope.accountId) };
    return documentResponse("ListMultipartUploadsResult", {
      Bucket: name,
      KeyMarker: encode(keyMarker),
      // Without a key marker it says nothing.
      UploadIdMarker: keyMarker === "" ? "" : idMarker,
      NextKeyMarker: encode(last?.key ?? ""),
      NextUploadIdMarker: last?.id ?? "",
      Prefix: encode(prefix),
      MaxUploads: limit,
      IsTruncated: matching.length > page.length,
      EncodingType: query.get("encoding-type"),
      Upload: page.map(({ key, id, startedAt, settings }) => ({
        Key: encode(key),
        UploadId: id,
        Initiator: owner,
        Owner: owner,
        StorageClass: settings.metadata.storageClass,
        Initiated: isoTime(startedAt),
        ChecksumAlgorithm: settings.algorithmGiven ? settings.algorithm : undefined,
        ChecksumType: settings.algorithmGiven ? settings.checksumType : undefined,
      })),
    });
  },
});
