import type { ConditionContext } from "../../../core/ports/authorization.ts";
import type { GetFunctionRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Question } from "../../../wire/operation.ts";
import { resourceTags } from "../../../wire/tag-keys.ts";
import { type FunctionReference, functionArn, parseReference } from "../functions/names.ts";
import { policyText } from "../policies/manager.ts";
import { invalidParameter } from "../shared/errors.ts";
import type { LambdaContext } from "./context.ts";

/**
 * How operations name a function: its name, part of its ARN, or its ARN; some take a version or an
 * alias as well.
 */
type FunctionInput = Pick<GetFunctionRequest, "FunctionName" | "Qualifier">;

/** @throws AwsError ValidationException, or ResourceNotFoundException for another account's function */
export function referenceOf(lambda: LambdaContext, input: FunctionInput): FunctionReference {
  return parseReference(input.FunctionName, input.Qualifier ?? "", lambda.scope);
}

/** @throws AwsError InvalidParameterValueException for a version or an alias */
export function unqualifiedName(lambda: LambdaContext, input: FunctionInput): string {
  const { name, qualifier } = referenceOf(lambda, input);
  if (qualifier === "") return name;
  throw invalidParameter(
    "This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. Please specify either a function name or an unqualified function ARN.",
  );
}

type LambdaAction = `lambda:${string}`;

/**
 * LAM-2: whether the caller's policies, or the function's own, allow the action on the function as
 * the call names it.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html
 */
export function functionQuestion(
  lambda: LambdaContext,
  action: LambdaAction,
  { reference, context }: { readonly reference: FunctionReference; readonly context?: ConditionContext },
): Question {
  return {
    action,
    resource: functionArn(lambda.scope, reference),
    resourcePolicy: policyText(lambda, reference),
    context: { ...resourceTags(lambda.store.find(reference.name)?.tags), ...context },
  };
}

/** The one question of most operations. */
export function onFunction(
  lambda: LambdaContext,
  action: LambdaAction,
): (input: FunctionInput) => readonly Question[] {
  return (input) => [functionQuestion(lambda, action, { reference: referenceOf(lambda, input) })];
}
