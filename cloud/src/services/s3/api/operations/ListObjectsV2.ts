import { authorizedBucket } from "../../domain/buckets/manager.ts";
import {
  continuationToken,
  listConditions,
  listObjects,
  maxKeysOf,
  nameEncoder,
  readContinuationToken,
} from "../../domain/objects/listing.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import { contentsElement } from "../documents/listing-elements.ts";
import type { S3Operation } from "../http/call.ts";
import { documentResponse } from "../http/responses.ts";
import { ownerId } from "./ListBuckets.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export const ListObjectsV2: S3Operation = {
  name: "ListObjectsV2",
  method: "GET",
  level: "bucket",
  subresource: "list-type",
  run: (call, s3) => {
    const { query } = call;
    const conditions = listConditions(query);
    const { name } = authorizedBucket(call, s3, { action: "s3:ListBucket", conditions });
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
};
