import type { Value } from "../../../core/ports/resource-provider.ts";
import { isValueMap, member } from "../../template/value.ts";
import { invalidEvent } from "../expansion/errors.ts";
import { addResource, defined, passedOn } from "../expansion/expansion-context.ts";
import { isTruthy } from "../expansion/python.ts";
import type { EventOptions } from "../targets/event-options.ts";
import { addPermission } from "../targets/function-target.ts";
import { deadLetterArn } from "./dead-letter.ts";

const MAX_TARGET_ID = 64;
const SUFFIX = "LambdaTarget";

/** A rule of the default bus that fires by the clock. */
export function expandSchedule(options: EventOptions): void {
  const { Schedule, Name, Description } = options.properties;
  addRule(options, { ScheduleExpression: Schedule, Name, Description });
}

/** EventBridgeRule and CloudWatchEvent: a rule that fires for events of a pattern. */
export function expandEventRule(options: EventOptions): void {
  const { EventBusName, Pattern, RuleName } = options.properties;
  addRule(options, { EventBusName, EventPattern: Pattern, Name: RuleName });
}

function addRule(options: EventOptions, what: Readonly<Record<string, Value | undefined>>): void {
  const { target, context, id } = options;
  const state = stateOf(options);
  const ruleArn: Value = { "Fn::GetAtt": [id, "Arn"] };
  const queue = deadLetterArn(options, ruleArn);
  addResource(context, target.logicalId, {
    id,
    type: "AWS::Events::Rule",
    attributes: passedOn(target.body),
    properties: { ...what, State: state, Targets: [ruleTarget(options, queue)] },
  });
  addPermission(target, context, {
    prefix: id,
    principal: "events.amazonaws.com",
    sourceArn: ruleArn,
  });
}

function stateOf({ target, eventId, properties }: EventOptions): Value | undefined {
  const { State: state, Enabled: enabled } = properties;
  if (enabled === undefined || enabled === null) return isTruthy(state) ? state : undefined;
  if (isTruthy(state)) {
    throw invalidEvent(target.logicalId, eventId, "State and Enabled Properties cannot both be specified.");
  }
  return isTruthy(enabled) ? "ENABLED" : "DISABLED";
}

function ruleTarget({ target, id, type, properties }: EventOptions, queue: Value | undefined): Value {
  const { Input, InputPath, InputTransformer, RetryPolicy, Target: given } = properties;
  const own = isValueMap(given) && type !== "Schedule" ? member(given, "Id") : undefined;
  return defined({
    Arn: target.arn,
    Id: own ?? id.slice(0, MAX_TARGET_ID - SUFFIX.length) + SUFFIX,
    Input,
    InputPath,
    InputTransformer,
    RetryPolicy,
    DeadLetterConfig: queue === undefined ? undefined : { Arn: queue },
  });
}
