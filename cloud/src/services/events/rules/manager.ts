import { InvalidPatternError, parsePattern } from "../../../core/event-pattern/pattern.ts";
import type { Tags } from "../../../wire/tag-keys.ts";
import { requireBus } from "../buses/manager.ts";
import type { EventsContext } from "../shared/context.ts";
import { invalidPattern, limitExceeded, ruleNotFound, validation } from "../shared/errors.ts";
import { busNameOf, DEFAULT_BUS, type RuleKey } from "../shared/names.ts";
import type { Rule } from "../shared/rule.ts";
import { assertSchedule, firstDue } from "./schedules.ts";

/** Of a bus. */
const MOST_RULES = 300;

export interface RuleSettings extends RuleKey {
  readonly pattern: string | undefined;
  readonly schedule: string | undefined;
  readonly isEnabled: boolean;
  readonly description: string | undefined;
  /** Those of a rule that is there already stay as they are. */
  readonly tags: Tags;
}

/** What names a rule in most inputs. */
export interface RuleInput {
  readonly Name: string;
  readonly EventBusName?: string | undefined;
}

export function ruleKeyOf({ scope }: Pick<EventsContext, "scope">, input: RuleInput): RuleKey {
  return { bus: busNameOf(input.EventBusName, scope), name: input.Name };
}

/** @throws AwsError ResourceNotFoundException for the bus or the rule */
export function requireRule(events: EventsContext, key: RuleKey): Rule {
  const rule = events.rules.find(key);
  if (rule !== undefined) return rule;
  throw ruleNotFound(key.name, requireBus(events, key.bus).name);
}

/**
 * What was set before and is left out is gone, but for tags and targets.
 * @throws AwsError ValidationException, InvalidEventPatternException, LimitExceededException
 */
export function putRule(events: EventsContext, settings: RuleSettings): Rule {
  const { bus, name, pattern } = settings;
  assertTrigger(settings);
  requireBus(events, bus);
  const known = events.rules.find({ bus, name });
  if (known === undefined && events.rules.ofBus(bus).length >= MOST_RULES) throw limitExceeded();
  if (pattern !== undefined) assertPattern(pattern);
  const rule: Rule = {
    ...settings,
    tags: known?.tags ?? settings.tags,
    targets: known?.targets ?? [],
    nextAt: nextDueOf(events, settings, known),
  };
  events.rules.save(rule);
  return rule;
}

/** A schedule that goes on as it was keeps its beat. */
function nextDueOf(
  events: EventsContext,
  { schedule, isEnabled }: RuleSettings,
  known: Rule | undefined,
): number | undefined {
  if (schedule === undefined) return undefined;
  assertSchedule(schedule);
  if (!isEnabled) return undefined;
  return known?.isEnabled === true && known.schedule === schedule ? known.nextAt : firstDue(events, schedule);
}

function assertTrigger({ bus, pattern, schedule }: RuleSettings): void {
  if (schedule === undefined && pattern === undefined) {
    throw validation("Parameter(s) EventPattern or ScheduleExpression must be specified.");
  }
  if (schedule !== undefined && bus !== DEFAULT_BUS) {
    throw validation("ScheduleExpression is supported only on the default event bus.");
  }
}

/** @throws AwsError InvalidEventPatternException */
export function assertPattern(text: string): void {
  try {
    parsePattern(text);
  } catch (error) {
    if (!(error instanceof InvalidPatternError)) throw error;
    throw invalidPattern(error.message);
  }
}

/** @throws AwsError ResourceNotFoundException */
export function enableRule(events: EventsContext, key: RuleKey, isEnabled: boolean): void {
  const rule = requireRule(events, key);
  if (rule.isEnabled === isEnabled) return;
  const nextAt = isEnabled && rule.schedule !== undefined ? firstDue(events, rule.schedule) : undefined;
  events.rules.save({ ...rule, isEnabled, nextAt });
}

/** A rule that is gone already is no failure. @throws AwsError ValidationException, ResourceNotFoundException */
export function deleteRule(events: EventsContext, key: RuleKey): void {
  requireBus(events, key.bus);
  const rule = events.rules.find(key);
  if (rule === undefined) return;
  if (rule.targets.length > 0) throw validation("Rule can't be deleted since it has targets.");
  events.rules.delete(key);
}
