import { s3Errors } from "../shared/errors.ts";
import type { Bucket } from "./bucket.ts";

/** @throws AwsError MalformedXML for a text that is no kind of ownership */
export function toOwnership(text: string | undefined): NonNullable<Bucket["ownership"]> {
  if (text === "BucketOwnerEnforced" || text === "BucketOwnerPreferred" || text === "ObjectWriter")
    return text;
  throw s3Errors.malformedXml();
}
