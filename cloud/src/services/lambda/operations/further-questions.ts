import { isOfOtherAccount, type Scope } from "../../../core/arns.ts";
import type { ConditionContext } from "../../../core/ports/authorization.ts";
import type { Question } from "../../../wire/operation.ts";
import type { CodeSource } from "../code/code-source.ts";
import { parseLayerVersionArn } from "../layers/names.ts";
import { SERVICE_PRINCIPAL } from "../shared/constants.ts";
import { crossAccountPassRole } from "../shared/errors.ts";
import type { LambdaContext } from "./context.ts";
import { layerVersionQuestion } from "./layer-input.ts";

/**
 * LAM-3: only who may pass the role can give it to a function; nobody can give one of another account.
 * @throws AwsError AccessDeniedException when the role is one of another account
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function passRole(role: string, scope: Scope): Question {
  if (isOfOtherAccount(role, scope)) throw crossAccountPassRole();
  return {
    action: "iam:PassRole",
    resource: role,
    context: { "iam:PassedToService": SERVICE_PRINCIPAL },
  };
}

/** LAM-9: a package is read only for callers who may read it themselves. */
export function readPackage({ objectReader }: LambdaContext, source: CodeSource): readonly Question[] {
  const { ZipFile, S3Bucket, S3Key, S3ObjectVersion } = source;
  if (ZipFile !== undefined || S3Bucket === undefined || S3Key === undefined) return [];
  return [objectReader.readingOf(S3Bucket, S3Key, S3ObjectVersion)];
}

/** LAM-19: only who may read a layer version can give it to a function. */
export function useLayers(lambda: LambdaContext, arns: readonly string[] = []): readonly Question[] {
  return arns.map((arn) =>
    layerVersionQuestion(lambda, "lambda:GetLayerVersion", parseLayerVersionArn(arn, lambda.scope)),
  );
}

/** What policies may ask of the layers that a call names. */
export function layerKeys(arns: readonly string[] | undefined): ConditionContext {
  return arns === undefined || arns.length === 0 ? {} : { "lambda:Layer": arns };
}
