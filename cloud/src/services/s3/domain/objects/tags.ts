import type { XmlObject } from "../../../../wire/xml.ts";
import { assertOnly, childrenOf, childText, parseXml } from "../../api/http/xml-reader.ts";
import { s3Errors } from "../shared/errors.ts";

export type Tags = Readonly<Record<string, string>>;

const MAX_OBJECT_TAGS = 10;
const MAX_BUCKET_TAGS = 50;
const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** `x-amz-tagging: a=1&b=2` */
export function parseTagHeader(header: string | undefined): Tags {
  if (header === undefined || header === "") return {};
  const pairs = [...new URLSearchParams(header)];
  if (pairs.length === 0) {
    throw s3Errors.invalidArgument(
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
      "x-amz-tagging",
      header,
    );
  }
  return toTags(pairs, MAX_OBJECT_TAGS);
}

/** A `Tagging` document. @throws AwsError MalformedXML, InvalidTag or BadRequest */
export function parseTagging(document: string, level: "bucket" | "object"): Tags {
  const root = parseXml(document, "Tagging");
  assertOnly(root, ["TagSet"]);
  const [set] = childrenOf(root, "TagSet");
  if (set === undefined) throw s3Errors.malformedXml();
  assertOnly(set, ["Tag"]);
  const pairs = childrenOf(set, "Tag").map((tag): [string, string] => {
    const key = childText(tag, "Key");
    const value = childText(tag, "Value");
    if (key === undefined || value === undefined) throw s3Errors.malformedXml();
    return [key, value];
  });
  return toTags(pairs, level === "bucket" ? MAX_BUCKET_TAGS : MAX_OBJECT_TAGS);
}

function toTags(pairs: readonly (readonly [string, string])[], limit: number): Tags {
  if (pairs.length > limit) {
    throw s3Errors.badRequest(`Object tags cannot be greater than ${limit}`);
  }
  const tags: Record<string, string> = Object.create(null);
  for (const [key, value] of pairs) {
    if (key === "" || key.length > 128 || !ALLOWED.test(key)) {
      throw s3Errors.invalidTag("The TagKey you have provided is invalid");
    }
    if (value.length > 256 || !ALLOWED.test(value)) {
      throw s3Errors.invalidTag("The TagValue you have provided is invalid");
    }
    if (key.startsWith("aws:")) throw s3Errors.invalidTag("System tags cannot be added/updated by requester");
    if (Object.hasOwn(tags, key)) throw s3Errors.invalidTag("Cannot provide multiple Tags with the same key");
    tags[key] = value;
  }
  return { ...tags };
}

export function tagSet(tags: Tags): XmlObject {
  return { TagSet: { Tag: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) } };
}
