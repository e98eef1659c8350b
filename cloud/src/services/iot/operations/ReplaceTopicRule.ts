import type { Operation } from "../../../wire/operation.ts";
import type { RulesContext } from "../rules/context.ts";
import { replaceRule } from "../rules/manager.ts";
import {
  passedRoles,
  type RuleInput,
  ruleQuestion,
  ruleShape,
  UNSUPPORTED_RULE_MEMBERS,
} from "./rule-input.ts";

/** @see https://docs.aws.amazon.com/iot/latest/apireference/API_ReplaceTopicRule.html */
export const ReplaceTopicRule = (context: RulesContext): Operation<RuleInput> => ({
  name: "ReplaceTopicRule",
  http: { method: "PATCH", uri: "/rules/{ruleName}" },
  get input() {
    return ruleShape("ReplaceTopicRule");
  },
  unsupportedMembers: UNSUPPORTED_RULE_MEMBERS,
  authorize: (input, { scope }) => [
    ruleQuestion(scope, "ReplaceTopicRule", input.ruleName),
    ...passedRoles(input),
  ],
  run: ({ ruleName, ...payload }) => {
    replaceRule(context, ruleName, payload);
  },
});
