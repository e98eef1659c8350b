import type { ListTopicRulesRequest } from "../../../wire/models/generated/iot.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import type { RulesContext } from "../rules/context.ts";
import { ruleArn, type TopicRule } from "../rules/rule.ts";
import { parseStatement } from "../rules/sql/parse.ts";
import { iotErrors } from "../shared/errors.ts";

type Input = Omit<ListTopicRulesRequest, "maxResults" | "ruleDisabled"> & {
  readonly maxResults?: string;
  readonly ruleDisabled?: string;
};

const MOST_RESULTS = 10_000;

/** @see https://docs.aws.amazon.com/iot/latest/apireference/API_ListTopicRules.html */
export const ListTopicRules = ({ rules, scope }: RulesContext): Operation<Input> => ({
  name: "ListTopicRules",
  http: {
    method: "GET",
    uri: "/rules",
    members: {
      topic: ["query", "topic"],
      maxResults: ["query", "maxResults"],
      nextToken: ["query", "nextToken"],
      ruleDisabled: ["query", "ruleDisabled"],
    },
  },
  authorize: () => [{ action: "iot:ListTopicRules", resource: "*" }],
  run: (input) => {
    const limit = limitOf(input.maxResults);
    const { topic, nextToken = "", ruleDisabled } = input;
    const found = rules.list().filter(({ name, disabled, sql }) => {
      if (ruleDisabled !== undefined && String(disabled) !== ruleDisabled.toLowerCase()) return false;
      if (topic !== undefined && parseStatement(sql).from !== topic) return false;
      return name > nextToken;
    });
    const page = found.slice(0, limit);
    return {
      rules: page.map((rule) => itemOf(rule, ruleArn(scope, rule.name))),
      nextToken: found.length > page.length ? page.at(-1)?.name : undefined,
    };
  },
});

function limitOf(text: string | undefined): number {
  if (text === undefined) return MOST_RESULTS;
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= MOST_RESULTS) return limit;
  throw iotErrors.invalidRequest(`maxResults must be between 1 and ${MOST_RESULTS}`);
}

function itemOf({ name, sql, createdAt, disabled }: TopicRule, arn: string) {
  return {
    ruleArn: arn,
    ruleName: name,
    topicPattern: parseStatement(sql).from,
    createdAt: createdAt / 1000,
    ruleDisabled: disabled,
  };
}
