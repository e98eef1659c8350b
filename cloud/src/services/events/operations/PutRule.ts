import { unsupported } from "../../../core/errors.ts";
import type { PutRuleRequest } from "../../../wire/models/generated/events.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requestTags } from "../../../wire/tag-keys.ts";
import { putRule, ruleKeyOf } from "../rules/manager.ts";
import { patternKeys } from "../rules/pattern-keys.ts";
import { ruleQuestion } from "../rules/questions.ts";
import type { EventsContext } from "../shared/context.ts";
import { ruleArn } from "../shared/names.ts";
import { assertTags, tagsByKey } from "../shared/tags.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
export function PutRule(events: EventsContext): Operation<PutRuleRequest> {
  return {
    name: "PutRule",
    unsupportedMembers: ["RoleArn", "ScheduleExpression"],
    *authorize(input) {
      const key = ruleKeyOf(events, input);
      const tags = requestTags(tagsByKey(input.Tags));
      yield ruleQuestion(events, "PutRule", key, { ...patternKeys(input.EventPattern), ...tags });
      if ((input.Tags ?? []).length > 0) yield ruleQuestion(events, "TagResource", key, tags);
    },
    run: (input) => {
      const { State = "ENABLED" } = input;
      if (State === "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS") throw unsupported(`The state ${State}`);
      const tags = tagsByKey(input.Tags);
      assertTags(tags);
      const rule = putRule(events, {
        ...ruleKeyOf(events, input),
        pattern: input.EventPattern,
        schedule: input.ScheduleExpression,
        isEnabled: State === "ENABLED",
        description: input.Description,
        tags,
      });
      return { RuleArn: ruleArn(events.scope, rule) };
    },
  };
}
