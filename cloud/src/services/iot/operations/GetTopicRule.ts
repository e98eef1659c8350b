import type { Operation } from "../../../wire/operation.ts";
import type { RulesContext } from "../rules/context.ts";
import { requireRule } from "../rules/manager.ts";
import { ruleArn } from "../rules/rule.ts";
import { type NamesRule, onRule } from "./rule-input.ts";

/** @see https://docs.aws.amazon.com/iot/latest/apireference/API_GetTopicRule.html */
export const GetTopicRule = (context: RulesContext): Operation<NamesRule> => ({
  name: "GetTopicRule",
  http: { method: "GET", uri: "/rules/{ruleName}" },
  authorize: onRule("GetTopicRule"),
  run: ({ ruleName }) => {
    const { name, sql, sqlVersion, description, disabled, actions, errorAction, createdAt } = requireRule(
      context,
      ruleName,
    );
    return {
      ruleArn: ruleArn(context.scope, name),
      rule: {
        ruleName: name,
        sql,
        description,
        createdAt: createdAt / 1000,
        actions,
        ruleDisabled: disabled,
        awsIotSqlVersion: sqlVersion,
        errorAction,
      },
    };
  },
});
