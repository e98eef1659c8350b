import type { Question } from "../../../wire/operation.ts";
import type { CodeSource } from "../functions/code-source.ts";
import { SERVICE_PRINCIPAL } from "../shared/constants.ts";

/**
 * LAM-3: only who may pass the role can give it to a function.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function passRole(role: string): Question {
  return {
    action: "iam:PassRole",
    resource: role,
    context: { "iam:PassedToService": SERVICE_PRINCIPAL },
  };
}

/** LAM-9: a package is read only for callers who may read it themselves. */
export function readPackage({ ZipFile, S3Bucket, S3Key }: CodeSource): readonly Question[] {
  if (ZipFile !== undefined || S3Bucket === undefined || S3Key === undefined) return [];
  return [{ action: "s3:GetObject", resource: `arn:aws:s3:::${S3Bucket}/${S3Key}` }];
}
