import { AwsError } from "../../../../core/errors.ts";
import type { CallContext } from "../../../../wire/operation.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import { type Asking, bucketQuestion, type ObjectTarget } from "./questions.ts";

/**
 * S3-4: whoever may not list the bucket does not learn which keys are missing.
 * @throws AwsError AccessDenied
 */
export function missingKey(context: CallContext, asking: Asking, { bucket, key }: ObjectTarget): Error {
  const listing = { prefix: key, delimiter: undefined, maxKeys: undefined };
  try {
    context.assertAllowed(bucketQuestion(asking, "s3:ListBucket", { bucket, listing }));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw error.because({
      ...error.why,
      rule: "S3-4",
      reason: "object-missing-and-hidden",
      asked: { key, bucket: bucket.name },
      concealed: true,
    });
  }
  return s3Errors.noSuchKey(key);
}
