import { ownerId } from "../../domain/buckets/owner.ts";
import type { S3Context } from "../../domain/context.ts";
import { listObjects } from "../../domain/objects/listing.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import { contentsElement } from "../documents/listing-elements.ts";
import { bucketNameOf, type S3Operation } from "../http/call.ts";
import { documentResponse } from "../http/responses.ts";
import {
  continuationToken,
  maxKeysOf,
  nameEncoder,
  onListing,
  readContinuationToken,
} from "../requests/listing.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export const ListObjectsV2 = (s3: S3Context): S3Operation => ({
  name: "ListObjectsV2",
  method: "GET",
  level: "bucket",
  subresource: "list-type",
  authorize: onListing(s3, "s3:ListBucket"),
  run: (call) => {
    const { query } = call;
    const name = bucketNameOf(call);
    const type = query.get("list-type") ?? "";
    if (type !== "2")
      throw s3Errors.invalidArgument("Invalid List Type specified in Request", "list-type", type);
    const encode = nameEncoder(query);
    const token = query.get("continuation-token");
    const startAfter = query.get("start-after");
    const prefix = query.get("prefix") ?? "";
    const delimiter = query.get("delimiter") ?? "";
    const maxKeys = maxKeysOf(query);
    const after = readContinuationToken(token) ?? startAfter ?? "";
    const page = listObjects(s3, { bucket: name, prefix, delimiter, maxKeys, after });
    const owner = query.get("fetch-owner") === "true" ? { ID: ownerId(s3.scope.accountId) } : undefined;
    return documentResponse("ListBucketResult", {
      Name: name,
      Prefix: encode(prefix),
      ContinuationToken: token,
      NextContinuationToken: continuationToken(page.next),
      StartAfter: startAfter === undefined ? undefined : encode(startAfter),
      KeyCount: page.entries.length + page.commonPrefixes.length,
      MaxKeys: maxKeys,
      Delimiter: delimiter === "" ? undefined : encode(delimiter),
      EncodingType: query.get("encoding-type"),
      IsTruncated: page.next !== undefined,
      Contents: page.entries.map((entry) => contentsElement(entry, { encode, owner })),
      CommonPrefixes: page.commonPrefixes.map((each) => ({ Prefix: encode(each) })),
    });
  },
});
