import type { XmlObject } from "../../../../wire/xml.ts";
import { MAX_BUCKET_TAGS, MAX_OBJECT_TAGS, type Tags, toTags } from "../../domain/objects/tags.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import { assertOnly, childrenOf, childText, parseXml } from "../http/xml-reader.ts";

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

export function tagSet(tags: Tags): XmlObject {
  return { TagSet: { Tag: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) } };
}
