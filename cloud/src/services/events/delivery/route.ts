import { matchesPattern } from "../../../core/event-pattern/match.ts";
import { DEFAULT_EVENT_AGE_SECONDS, DEFAULT_RETRY_ATTEMPTS } from "../shared/constants.ts";
import type { EventsContext } from "../shared/context.ts";
import { ruleArn } from "../shared/names.ts";
import type { Delivery } from "../shared/outgoing.ts";
import type { Rule } from "../shared/rule.ts";

export type RoutedEvent = Pick<Delivery, "eventId" | "event" | "isForwarded" | "scheduledAt">;

/** Puts the event on its way to the targets of every enabled rule of the bus that it matches. */
export function route(events: EventsContext, bus: string, routed: RoutedEvent): void {
  const matchers = events.rules.matchersOf(bus);
  if (matchers.length === 0) return;
  const document: unknown = JSON.parse(routed.event);
  for (const { rule, pattern } of matchers) {
    if (matchesPattern(pattern, document)) sendToTargets(events, rule, routed);
  }
}

/** Puts the event on its way to every target of the rule. */
export function sendToTargets(events: EventsContext, rule: Rule, routed: RoutedEvent): void {
  for (const target of rule.targets) {
    const { MaximumRetryAttempts: retryAttempts, MaximumEventAgeInSeconds: ageSeconds } =
      target.RetryPolicy ?? {};
    events.outgoing.add({
      ...routed,
      ingestedAt: events.clock.now(),
      ruleArn: ruleArn(events.scope, rule),
      ruleName: rule.name,
      target,
      retryAttempts: retryAttempts ?? DEFAULT_RETRY_ATTEMPTS,
      ageSeconds: ageSeconds ?? DEFAULT_EVENT_AGE_SECONDS,
    });
  }
}
