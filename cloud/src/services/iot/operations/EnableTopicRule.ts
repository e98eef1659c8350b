import type { Operation } from "../../../wire/operation.ts";
import type { RulesContext } from "../rules/context.ts";
import { changeRule } from "../rules/manager.ts";
import { type NamesRule, onRule } from "./rule-input.ts";

/** @see https://docs.aws.amazon.com/iot/latest/apireference/API_EnableTopicRule.html */
export const EnableTopicRule = (context: RulesContext): Operation<NamesRule> => ({
  name: "EnableTopicRule",
  http: { method: "POST", uri: "/rules/{ruleName}/enable" },
  authorize: onRule("EnableTopicRule"),
  run: ({ ruleName }) => {
    changeRule(context, ruleName, { disabled: false });
  },
});
