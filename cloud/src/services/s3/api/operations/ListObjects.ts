import { ownerId } from "../../domain/buckets/owner.ts";
import type { S3Context } from "../../domain/context.ts";
import { listObjects } from "../../domain/objects/listing.ts";
import { contentsElement } from "../documents/listing-elements.ts";
import { bucketNameOf, type S3Operation } from "../http/call.ts";
import { documentResponse } from "../http/responses.ts";
import { maxKeysOf, nameEncoder, onListing } from "../requests/listing.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html */
export const ListObjects = (s3: S3Context): S3Operation => ({
  name: "ListObjects",
  method: "GET",
  level: "bucket",
  authorize: onListing(s3, "s3:ListBucket"),
  run: (call) => {
    const { query } = call;
    const name = bucketNameOf(call);
    const encode = nameEncoder(query);
    const prefix = query.get("prefix") ?? "";
    const delimiter = query.get("delimiter") ?? "";
    const marker = query.get("marker") ?? "";
    const maxKeys = maxKeysOf(query);
    const after = behindGroup(marker, { prefix, delimiter });
    const page = listObjects(s3, { bucket: name, prefix, delimiter, maxKeys, after });
    const next = page.next?.replace(/\u{10FFFF}$/u, "");
    const owner = { ID: ownerId(s3.scope.accountId) };
    return documentResponse("ListBucketResult", {
      Name: name,
      Prefix: encode(prefix),
      Marker: encode(marker),
      NextMarker: next === undefined || delimiter === "" ? undefined : encode(next),
      MaxKeys: maxKeys,
      Delimiter: delimiter === "" ? undefined : encode(delimiter),
      EncodingType: query.get("encoding-type"),
      IsTruncated: page.next !== undefined,
      Contents: page.entries.map((entry) => contentsElement(entry, { encode, owner })),
      CommonPrefixes: page.commonPrefixes.map((each) => ({ Prefix: encode(each) })),
    });
  },
});

/** A marker that is a common prefix, or stands inside one, goes on behind the whole group. */
function behindGroup(marker: string, { prefix, delimiter }: { prefix: string; delimiter: string }): string {
  if (delimiter === "" || !marker.startsWith(prefix)) return marker;
  const at = marker.indexOf(delimiter, prefix.length);
  return at === -1 ? marker : `${marker.slice(0, at + delimiter.length)}\u{10FFFF}`;
}
