import type { Scope } from "../../../core/arns.ts";
import { ruleArn } from "../shared/names.ts";
import type { Rule } from "../shared/rule.ts";

/** A rule as lists show it. */
export function describedRule(scope: Scope, rule: Rule) {
  return {
    Name: rule.name,
    Arn: ruleArn(scope, rule),
    EventBusName: rule.bus,
    EventPattern: rule.pattern,
    ScheduleExpression: rule.schedule,
    State: rule.isEnabled ? "ENABLED" : "DISABLED",
    Description: rule.description,
  };
}
