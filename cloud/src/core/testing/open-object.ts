import type { ObjectReader } from "../ports/object-reader.ts";

/** What is asked of who reads an object of a bucket without a policy. */
export const openObject: ObjectReader["readingOf"] = (bucket, key, versionId) => ({
  action: versionId === undefined ? "s3:GetObject" : "s3:GetObjectVersion",
  resource: `arn:aws:s3:::${bucket}/${key}`,
});
