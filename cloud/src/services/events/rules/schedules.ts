import {
  hasRightPlural,
  nextTime,
  parseSchedule,
  type Schedule,
} from "../../../core/schedule-expression/schedule.ts";
import { eventText } from "../delivery/event.ts";
import { sendToTargets } from "../delivery/route.ts";
import type { EventsContext } from "../shared/context.ts";
import { validation } from "../shared/errors.ts";
import { ruleArn } from "../shared/names.ts";
import type { Rule } from "../shared/rule.ts";

/**
 * Rules have rates and cron expressions, in UTC.
 * @throws AwsError ValidationException
 */
export function assertSchedule(text: string): void {
  ruleSchedule(text);
}

function ruleSchedule(text: string): Schedule {
  const schedule = parseSchedule(text);
  // Rules ask for the plural, the Scheduler does not.
  if (schedule === undefined || schedule.kind === "at" || !hasRightPlural(text)) {
    throw validation("Parameter ScheduleExpression is not valid.");
  }
  return schedule;
}

/** When a rule that starts now is due, in epoch milliseconds; undefined when never. */
export function firstDue({ clock }: Pick<EventsContext, "clock">, text: string): number | undefined {
  const now = clock.now();
  return nextTime(ruleSchedule(text), { after: now, anchor: now });
}

/**
 * EVT-10: sends what is due to its targets. What came due more than once since the last look, because the cloud
 * was down or its clock was set ahead, comes once, with the first of the times.
 * @returns when the next rule is due, in epoch milliseconds
 */
export function runDueRules(events: EventsContext): number | undefined {
  for (;;) {
    const rule = events.rules.nextDue();
    const dueAt = rule?.nextAt;
    if (rule === undefined || dueAt === undefined) return undefined;
    const now = events.clock.now();
    if (dueAt > now) return dueAt;
    events.transaction(() => {
      sendScheduled(events, rule, dueAt);
      const nextAt = nextTime(ruleSchedule(rule.schedule ?? ""), { after: now, anchor: dueAt });
      events.rules.save({ ...rule, nextAt });
    });
  }
}

/** Sends the event of a time to the targets of a rule. @returns the event's id */
export function sendScheduled(events: EventsContext, rule: Rule, time: number): string {
  const eventId = events.randomness.uuid();
  const event = eventText(events.scope, {
    ...{ id: eventId, source: "aws.events", detailType: "Scheduled Event", detail: "{}", time },
    resources: [ruleArn(events.scope, rule)],
  });
  sendToTargets(events, rule, { eventId, event, isForwarded: false, scheduledAt: time });
  return eventId;
}
