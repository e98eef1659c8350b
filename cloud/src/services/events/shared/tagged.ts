import type { Tags } from "../../../wire/tag-keys.ts";
import type { EventsContext } from "./context.ts";
import { busInArn, ruleInArn } from "./names.ts";

/** Tags of a bus or a rule, for `aws:ResourceTag/*`. */
export function tagsOfArn(
  { buses, rules, scope }: Pick<EventsContext, "buses" | "rules" | "scope">,
  arn: string,
): Tags | undefined {
  const bus = busInArn(arn, scope);
  if (bus !== undefined) return buses.find(bus)?.tags;
  const rule = ruleInArn(arn, scope);
  return rule === undefined ? undefined : rules.find(rule)?.tags;
}
