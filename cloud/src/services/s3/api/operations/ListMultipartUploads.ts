import { ownerId } from "../../domain/buckets/owner.ts";
import type { S3Context } from "../../domain/context.ts";
import { listUploads } from "../../domain/multipart/list-uploads.ts";
import { onBucket } from "../authorization/questions.ts";
import { integerParameter } from "../http/address.ts";
import { bucketNameOf, type S3Operation } from "../http/call.ts";
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
    const encode = nameEncoder(query);
    const prefix = query.get("prefix") ?? "";
    const delimiter = query.get("delimiter") ?? "";
    const keyMarker = query.get("key-marker") ?? "";
    const idMarker = query.get("upload-id-marker") ?? "";
    const bounds = { minimum: 0, maximum: 2_147_483_647 };
    const maxUploads = Math.min(integerParameter(query, "max-uploads", bounds) ?? 1000, 1000);
    const listing = { bucket: name, prefix, delimiter, keyMarker, idMarker, maxUploads };
    const { uploads, commonPrefixes, isTruncated } = listUploads(s3, listing);
    // AWS names the last upload, never a common prefix, whether or not more follows.
    const last = uploads.at(-1);
    const owner = { ID: ownerId(s3.scope.accountId) };
    return documentResponse("ListMultipartUploadsResult", {
      Bucket: name,
      KeyMarker: encode(keyMarker),
      // Without a key marker it says nothing.
      UploadIdMarker: keyMarker === "" ? "" : idMarker,
      NextKeyMarker: encode(last?.key ?? ""),
      NextUploadIdMarker: last?.id ?? "",
      Prefix: encode(prefix),
      Delimiter: delimiter === "" ? undefined : encode(delimiter),
      MaxUploads: maxUploads,
      IsTruncated: isTruncated,
      EncodingType: query.get("encoding-type"),
      Upload: uploads.map(({ key, id, startedAt, settings }) => ({
        Key: encode(key),
        UploadId: id,
        Initiator: owner,
        Owner: owner,
        StorageClass: settings.metadata.storageClass,
        Initiated: isoTime(startedAt),
        ChecksumAlgorithm: settings.algorithmGiven ? settings.algorithm : undefined,
        ChecksumType: settings.algorithmGiven ? settings.checksumType : undefined,
      })),
      CommonPrefixes: commonPrefixes.map((each) => ({ Prefix: encode(each) })),
    });
  },
});
