import type { ConditionContext } from "../../../core/ports/authorization.ts";
import type { Question } from "../../../wire/operation.ts";
import type { Tags } from "../../../wire/tag-keys.ts";
import { changeBus, requireBus } from "../buses/manager.ts";
import { busQuestion } from "../buses/questions.ts";
import type { EventsContext } from "../shared/context.ts";
import { validation } from "../shared/errors.ts";
import { busInArn, ruleInArn } from "../shared/names.ts";
import { assertTags } from "../shared/tags.ts";
import { requireRule } from "./manager.ts";
import { ruleQuestion } from "./questions.ts";

/** The question about the tags of a bus or a rule. */
export function tagQuestion(
  events: EventsContext,
  action: string,
  arn: string,
  context: ConditionContext = {},
): Question {
  const rule = ruleInArn(arn, events.scope);
  return rule === undefined
    ? busQuestion(events, action, arn, context)
    : ruleQuestion(events, action, rule, context);
}

/** A bus or a rule, as far as its tags go. */
export interface Tagged {
  readonly tags: Tags;
  save(tags: Tags): void;
}

/** @throws AwsError ResourceNotFoundException, ValidationException for what is neither */
export function taggedAt(events: EventsContext, arn: string): Tagged {
  const bus = busInArn(arn, events.scope);
  const key = ruleInArn(arn, events.scope);
  if (bus !== undefined) {
    const found = requireBus(events, bus);
    return { tags: found.tags, save: (tags) => void changeBus(events, found, { tags: checked(tags) }) };
  }
  if (key === undefined)
    throw validation(`Parameter ${arn} is not valid. Reason: Provided Arn is not in correct format.`);
  const rule = requireRule(events, key);
  return { tags: rule.tags, save: (tags) => events.rules.save({ ...rule, tags: checked(tags) }) };
}

function checked(tags: Tags): Tags {
  assertTags(tags);
  return tags;
}
