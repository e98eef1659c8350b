import type { Operation } from "../../../wire/operation.ts";
import { requestTags } from "../../../wire/tag-keys.ts";
import type { RulesContext } from "../rules/context.ts";
import { createRule } from "../rules/manager.ts";
import { ownTags, parseTagHeader } from "../rules/tags.ts";
import {
  passedRoles,
  type RuleInput,
  ruleQuestion,
  ruleShape,
  UNSUPPORTED_RULE_MEMBERS,
} from "./rule-input.ts";

/** @see https://docs.aws.amazon.com/iot/latest/apireference/API_CreateTopicRule.html */
export const CreateTopicRule = (context: RulesContext): Operation<RuleInput> => ({
  name: "CreateTopicRule",
  http: { method: "POST", uri: "/rules/{ruleName}", members: { tags: ["header", "x-amz-tagging"] } },
  get input() {
    return ruleShape("CreateTopicRule");
  },
  unsupportedMembers: UNSUPPORTED_RULE_MEMBERS,
  authorize: (input, { scope }) => [
    ruleQuestion(scope, "CreateTopicRule", input.ruleName, requestTags(parseTagHeader(input.tags))),
    ...passedRoles(input),
  ],
  run: ({ ruleName, tags, ...payload }) => {
    createRule(context, ruleName, { payload, tags: ownTags(parseTagHeader(tags)) });
  },
});
