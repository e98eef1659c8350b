import type { XmlObject } from "../../../../wire/xml.ts";
import { ownerId } from "../../domain/buckets/owner.ts";
import type { S3Context } from "../../domain/context.ts";
import type { ListedVersion } from "../../domain/objects/store.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import { contentsElement } from "../documents/listing-elements.ts";
import type { Query } from "../http/address.ts";
import { bucketNameOf, type S3Operation } from "../http/call.ts";
import { documentResponse, isoTime } from "../http/responses.ts";
import { maxKeysOf, nameEncoder, onListing } from "../requests/listing.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html */
export const ListObjectVersions = (s3: S3Context): S3Operation => ({
  name: "ListObjectVersions",
  method: "GET",
  level: "bucket",
  subresource: "versions",
  authorize: onListing(s3, "s3:ListBucketVersions"),
  run: (call) => {
    const { query } = call;
    const name = bucketNameOf(call);
    if ((query.get("delimiter") ?? "") !== "") throw s3Errors.notImplemented("ListObjectVersions delimiter");
    const encode = nameEncoder(query);
    const maxKeys = maxKeysOf(query);
    const found = listPage(s3, { bucket: name, query, limit: maxKeys + 1 });
    const page = found.slice(0, maxKeys);
    const last = found.length > maxKeys ? page.at(-1) : undefined;
    const owner = { ID: ownerId(s3.scope.accountId) };
    return documentResponse("ListVersionsResult", {
      Name: name,
      Prefix: encode(query.get("prefix") ?? ""),
      KeyMarker: encode(query.get("key-marker") ?? ""),
      VersionIdMarker: query.get("version-id-marker") ?? "",
      NextKeyMarker: last === undefined ? undefined : encode(last.key),
      NextVersionIdMarker: last?.versionId,
      MaxKeys: maxKeys,
      EncodingType: query.get("encoding-type"),
      IsTruncated: last !== undefined,
      Version: page
        .filter(({ isDeleteMarker }) => !isDeleteMarker)
        .map((entry) => ({ ...contentsElement(entry, { encode, owner }), ...identity(entry) })),
      DeleteMarker: page
        .filter(({ isDeleteMarker }) => isDeleteMarker)
        .map((entry) => ({
          Key: encode(entry.key),
          LastModified: isoTime(entry.lastModified),
          Owner: owner,
          ...identity(entry),
        })),
    });
  },
});

const identity = ({ versionId, isLatest }: ListedVersion): XmlObject => ({
  VersionId: versionId,
  IsLatest: isLatest,
});

interface PageRequest {
  readonly bucket: string;
  readonly query: Query;
  readonly limit: number;
}

function listPage(s3: S3Context, { bucket, query, limit }: PageRequest): ListedVersion[] {
  const prefix = query.get("prefix") ?? "";
  const key = query.get("key-marker") ?? "";
  const versionId = query.get("version-id-marker") ?? "";
  if (versionId !== "" && key === "") {
    throw s3Errors.invalidArgument(
      "A version-id marker cannot be specified without a key marker.",
      "version-id-marker",
      versionId,
    );
  }
  const seq = versionId === "" ? undefined : s3.objects.sequenceOf(bucket, key, versionId);
  const from = seq === undefined ? undefined : { key, seq };
  return s3.objects.listVersions({ bucket, prefix, after: key, limit, from });
}
