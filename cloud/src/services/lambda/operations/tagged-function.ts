import type { ConditionContext } from "../../../core/ports/authorization.ts";
import type { Question } from "../../../wire/operation.ts";
import type { LambdaContext } from "../context.ts";
import { type FunctionReference, parseReference } from "../functions/names.ts";
import { functionQuestion } from "./function-input.ts";

/** Input of the operations on tags: the ARN of a function. */
export interface TaggedInput {
  readonly Resource: string;
}

export function taggedFunction(lambda: LambdaContext, { Resource }: TaggedInput): FunctionReference {
  return parseReference(Resource, "", lambda.scope);
}

/** @param context condition keys of the tags that the call names */
export function onTagged(
  lambda: LambdaContext,
  action: `lambda:${string}`,
  { input, context = {} }: { readonly input: TaggedInput; readonly context?: ConditionContext },
): readonly Question[] {
  return [functionQuestion(lambda, action, { reference: taggedFunction(lambda, input), context })];
}
