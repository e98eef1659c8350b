import { s3Errors } from "../shared/errors.ts";

export type Tags = Readonly<Record<string, string>>;

/** Most tags of an object; a bucket may have more. */
export const MAX_OBJECT_TAGS = 10;
export const MAX_BUCKET_TAGS = 50;
const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

export const isTagText = (text: string): boolean => ALLOWED.test(text);

/** Tag keys differ by case on AWS, condition keys do not. */
export function tagValue(tags: Tags, lowerKey: string): string | undefined {
  return Object.entries(tags).find(([key]) => key.toLowerCase() === lowerKey)?.[1];
}

/** @throws AwsError InvalidTag or BadRequest */
export function toTags(pairs: readonly (readonly [string, string])[], limit: number): Tags {
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
