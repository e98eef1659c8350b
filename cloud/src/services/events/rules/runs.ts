import type { ScheduledRuns } from "../../../core/ports/scheduled-runs.ts";
import { lastRun, type RunResults, runCall } from "../../../core/run-results.ts";
import type { Attempted } from "../../../store/outbox.ts";
import { createScheduledRuns, type ScheduledRunsParts } from "../../../wire/scheduled-runs.ts";
import type { EventsContext } from "../shared/context.ts";
import { ruleNotFound, validation } from "../shared/errors.ts";
import { type RuleKey, ruleInArn } from "../shared/names.ts";
import type { Delivery } from "../shared/outgoing.ts";
import type { Rule } from "../shared/rule.ts";
import { tagsOfArn } from "../shared/tagged.ts";
import { requireRule } from "./manager.ts";
import { ruleQuestion } from "./questions.ts";
import { sendScheduled } from "./schedules.ts";

/**
 * EVT-11: who runs a rule with a schedule by hand is asked what who changes it is asked: it would be due now by
 * that. The event goes the way of one that is due.
 */
export function createRuleRuns(
  events: EventsContext,
  parts: Omit<ScheduledRunsParts, "randomness">,
): ScheduledRuns {
  return createScheduledRuns<RuleKey>(
    {
      service: "events",
      keyOf: (arn) => {
        const key = ruleInArn(arn, events.scope);
        if (key === undefined) throw ruleNotFound(arn, "default");
        return key;
      },
      tagsOf: (arn) => tagsOfArn(events, arn),
      read: (key) => [ruleQuestion(events, "DescribeRule", key)],
      change: (key) => [ruleQuestion(events, "PutRule", key)],
      times: (key) => ({ nextAt: requireScheduled(events, key).nextAt, last: events.rules.lastRun(key) }),
      send: (key) => {
        const at = events.clock.now();
        const rule = requireScheduled(events, key);
        const request = events.transaction(() => sendScheduled(events, rule, at));
        return { run: { request, at }, calls: rule.targets.length };
      },
    },
    { ...parts, randomness: events.randomness },
  );
}

function requireScheduled(events: EventsContext, key: RuleKey): Rule {
  const rule = requireRule(events, key);
  if (rule.schedule === undefined) throw validation(`Rule ${key.name} has no ScheduleExpression.`);
  return rule;
}

/** Tells who waits for the run what became of a call, and keeps it with its rule. */
export function tellAttempt(
  { rules, scope }: Pick<EventsContext, "rules" | "scope">,
  results: RunResults,
  { eventId, ruleArn, scheduledAt = 0, target }: Delivery,
  attempted: Attempted,
): void {
  const key = ruleInArn(ruleArn, scope);
  const run = { request: eventId, at: scheduledAt };
  const call = runCall({ targetId: target.Id, targetArn: target.Arn }, attempted);
  const last = key === undefined ? undefined : lastRun(rules.lastRun(key), run, call);
  if (key !== undefined && last !== undefined) rules.saveLastRun(key, last);
  results.tell(run, call);
}
