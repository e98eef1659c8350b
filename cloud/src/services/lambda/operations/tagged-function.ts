import type { ConditionContext } from "../../../core/ports/authorization.ts";
import type { ListTagsRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Question } from "../../../wire/operation.ts";
import type { FunctionRecord } from "../functions/function.ts";
import { requireFunction } from "../functions/manager.ts";
import { type FunctionReference, parseReference } from "../functions/names.ts";
import { invalidParameter } from "../shared/errors.ts";
import type { LambdaContext } from "./context.ts";
import { functionQuestion } from "./function-input.ts";

/** Input of the operations on tags: the ARN of a function. */
type TaggedInput = Pick<ListTagsRequest, "Resource">;

/** @throws AwsError InvalidParameterValueException for a version or an alias */
export function taggedFunction(lambda: LambdaContext, input: TaggedInput): FunctionRecord {
  const { name, qualifier } = named(lambda, input);
  if (qualifier === "") return requireFunction(lambda, name);
  throw invalidParameter(
    "Tags on function aliases and versions are not supported. Please specify a function ARN.",
  );
}

function named(lambda: LambdaContext, { Resource }: TaggedInput): FunctionReference {
  return parseReference(Resource, "", lambda.scope);
}

/** @param context condition keys of the tags that the call names */
export function onTagged(
  lambda: LambdaContext,
  action: `lambda:${string}`,
  { input, context = {} }: { readonly input: TaggedInput; readonly context?: ConditionContext },
): readonly Question[] {
  return [functionQuestion(lambda, action, { reference: named(lambda, input), context })];
}
