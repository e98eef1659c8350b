import type { Scope } from "../../../core/arns.ts";
import type { ConditionContext } from "../../../core/ports/authorization.ts";
import type { Shape } from "../../../wire/models/constraints.ts";
import type { TopicRulePayload } from "../../../wire/models/generated/iot.types.ts";
import { modelledInput } from "../../../wire/models/index.ts";
import type { Question } from "../../../wire/operation.ts";
import { rolesOf, UNSUPPORTED_ACTIONS } from "../rules/actions/index.ts";
import { allActions } from "../rules/manager.ts";
import { IOT_PRINCIPAL, ruleArn } from "../rules/rule.ts";

export interface NamesRule {
  readonly ruleName: string;
}

/** The document of a request is the payload itself: its members stand beside the name. */
export type RuleInput = NamesRule & TopicRulePayload & { readonly tags?: string };

/** Members of a rule, with those of its payload in their midst. */
export function ruleShape(operation: "CreateTopicRule" | "ReplaceTopicRule"): Shape {
  const { topicRulePayload, ...others } = modelledInput("iot", operation);
  return { ...others, ...topicRulePayload?.members };
}

/** What AWS's model has of actions and this cloud has not. */
export const UNSUPPORTED_RULE_MEMBERS: readonly string[] = [
  ...UNSUPPORTED_ACTIONS.flatMap((name) => [`actions.${name}`, `errorAction.${name}`]),
  "actions.republish.headers",
  "errorAction.republish.headers",
];

/** One action on the rule that the input names. */
export function onRule(
  action: string,
): (input: NamesRule, asker: { readonly scope: Scope }) => readonly Question[] {
  return ({ ruleName }, { scope }) => [ruleQuestion(scope, action, ruleName)];
}

export function ruleQuestion(
  scope: Scope,
  action: string,
  name: string,
  context?: ConditionContext,
): Question {
  return {
    action: `iot:${action}`,
    resource: ruleArn(scope, name),
    ...(context === undefined ? {} : { context }),
  };
}

/**
 * IOT-26: who gives a rule a role must be allowed to pass it.
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/pass-role.html
 */
export function passedRoles({ actions, errorAction }: TopicRulePayload): readonly Question[] {
  const roles = new Set(allActions(actions, errorAction).flatMap(rolesOf));
  return [...roles].map((resource) => ({
    action: "iam:PassRole",
    resource,
    context: { "iam:PassedToService": IOT_PRINCIPAL },
  }));
}
