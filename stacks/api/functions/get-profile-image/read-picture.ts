import { type AwsErrorText, awsErrorOf } from "../shared/aws-error.ts";
import type { AwsReply } from "../shared/aws-request.ts";
import { isSub } from "../shared/caller.ts";

export type Picture =
  | { readonly kind: "found"; readonly bytes: Buffer }
  | { readonly kind: "none" }
  | { readonly kind: "failed"; readonly error: AwsErrorText };

/** Reads the object whose key is the caller's `sub`; nothing else ever becomes a key [DOOR-6]. */
export async function readPicture(
  sub: unknown,
  bucket: string,
  get: (path: string) => Promise<AwsReply>,
): Promise<Picture> {
  if (!isSub(sub)) return { kind: "none" };
  const reply = await get(`/${bucket}/${sub}`);
  if (reply.status === 200) return { kind: "found", bytes: reply.body };
  const error = awsErrorOf(reply);
  return isMissing(error) ? { kind: "none" } : { kind: "failed", error };
}

/**
 * S3 hides whether a key exists from a role that may not list the bucket: a missing key is then
 * AccessDenied and the text names s3:ListBucket, where a denied read names s3:GetObject.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
function isMissing(error: AwsErrorText): boolean {
  if (error.code === "NoSuchKey") return true;
  return error.code === "AccessDenied" && error.message.includes("to perform: s3:ListBucket");
}
