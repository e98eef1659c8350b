import type { Operation } from "../../../wire/operation.ts";
import type { RulesContext } from "../rules/context.ts";
import { requireRule } from "../rules/manager.ts";
import { type NamesRule, onRule } from "./rule-input.ts";

/** @see https://docs.aws.amazon.com/iot/latest/apireference/API_DeleteTopicRule.html */
export const DeleteTopicRule = (context: RulesContext): Operation<NamesRule> => ({
  name: "DeleteTopicRule",
  http: { method: "DELETE", uri: "/rules/{ruleName}" },
  authorize: onRule("DeleteTopicRule"),
  run: ({ ruleName }) => {
    context.rules.remove(requireRule(context, ruleName).name);
  },
});
