import type { Operation } from "../../../wire/operation.ts";
import type { RulesContext } from "../rules/context.ts";
import { changeRule } from "../rules/manager.ts";
import { type NamesRule, onRule } from "./rule-input.ts";

/** @see https://docs.aws.amazon.com/iot/latest/apireference/API_DisableTopicRule.html */
export const DisableTopicRule = (context: RulesContext): Operation<NamesRule> => ({
  name: "DisableTopicRule",
  http: { method: "POST", uri: "/rules/{ruleName}/disable" },
  authorize: onRule("DisableTopicRule"),
  run: ({ ruleName }) => {
    changeRule(context, ruleName, { disabled: true });
  },
});
