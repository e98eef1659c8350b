import type { Question } from "../../../core/ports/authorization.ts";
import { bucketArn } from "../domain/buckets/bucket.ts";
import type { S3Context } from "../domain/context.ts";

/**
 * What an operation on a bucket asks. S3's operations read HTTP requests, and there is none: the keys
 * of a request's headers have no value.
 */
export function bucketQuestion({ buckets, scope }: S3Context, action: string, name: string): Question {
  return {
    action,
    resource: bucketArn(name),
    resourcePolicy: buckets.find(name)?.policy,
    ...(action === "s3:CreateBucket" ? { context: { "s3:LocationConstraint": scope.region } } : {}),
  };
}
