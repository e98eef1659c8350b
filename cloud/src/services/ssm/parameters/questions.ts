import type { ConditionContext } from "../../../core/ports/authorization.ts";
import type { Asker, Question } from "../../../wire/operation.ts";
import type { SsmContext } from "./context.ts";
import { judgedArn, tagsOfArn } from "./parameter.ts";

/**
 * The question about a parameter, by name or ARN, with the tags it has: `ssm:resourceTag/*` says what
 * `aws:ResourceTag/*` says.
 */
export function questionOn(
  ssm: SsmContext,
  action: string,
  { name, context = {} }: { readonly name: string; readonly context?: ConditionContext },
): Question {
  const resource = judgedArn(name, ssm.scope);
  const own: Record<string, string> = {};
  for (const [key, value] of Object.entries(tagsOfArn(resource, ssm) ?? {})) {
    own[`ssm:resourceTag/${key}`] = value;
  }
  return { action: `ssm:${action}`, resource, context: { ...own, ...context } };
}

/** One question, on the one parameter that the input names. */
export function asksOn<Input>(
  ssm: SsmContext,
  action: string,
  nameOf: (input: Input) => string,
  context?: (input: NoInfer<Input>) => ConditionContext,
): (input: Input, asker: Asker) => readonly Question[] {
  return (input) => [questionOn(ssm, action, { name: nameOf(input), context: context?.(input) ?? {} })];
}
