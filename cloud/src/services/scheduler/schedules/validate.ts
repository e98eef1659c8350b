import { isOfHere, parseArn, type Scope } from "../../../core/arns.ts";
import { unsupported } from "../../../core/errors.ts";
import { parseSchedule } from "../../../core/schedule-expression/schedule.ts";
import { isTimeZone } from "../../../core/schedule-expression/time-zone.ts";
import type { Target } from "../../../wire/models/generated/scheduler.types.ts";
import { SERVICE_PRINCIPAL } from "../shared/constants.ts";
import type { SchedulerContext } from "../shared/context.ts";
import { validation } from "../shared/errors.ts";
import { groupArn } from "../shared/names.ts";
import type { ScheduleSettings } from "../shared/schedule.ts";

/** What an ARN of this service, with this beginning of its resource, is the target of. */
const KINDS: ReadonlyMap<string, (resource: string) => boolean> = new Map([
  ["lambda", (resource: string) => resource.startsWith("function:")],
  ["sqs", (resource: string) => resource !== ""],
  ["sns", (resource: string) => resource !== ""],
  ["events", (resource: string) => resource.startsWith("event-bus/")],
]);

/** @throws AwsError ValidationException; by name for targets that this cloud can not call */
export function assertSchedule(scheduler: SchedulerContext, settings: ScheduleSettings): void {
  const { expression, timeZone, window, startAt, endAt, target, group } = settings;
  if (parseSchedule(expression) === undefined) throw validation(`Invalid Schedule Expression ${expression}.`);
  if (!isTimeZone(timeZone)) throw validation(`Invalid Schedule Expression Timezone ${timeZone}.`);
  if ((window.Mode === "FLEXIBLE") !== (window.MaximumWindowInMinutes !== undefined)) {
    throw validation(
      window.Mode === "FLEXIBLE"
        ? "MaximumWindowInMinutes must be provided when Flexible Time Window Mode is FLEXIBLE."
        : "MaximumWindowInMinutes must not be provided when Flexible Time Window Mode is OFF.",
    );
  }
  if (startAt !== undefined && endAt !== undefined && endAt <= startAt) {
    throw validation("The EndDate you specify must come after the StartDate.");
  }
  assertTarget(target, scheduler.scope);
  // SCH-3: the role has to trust the service when a schedule gets it, and at every invocation.
  const source = groupArn(scheduler.scope, group);
  const why = scheduler.roleAssumer.whyNot(target.RoleArn, SERVICE_PRINCIPAL, source);
  if (why !== undefined) {
    throw validation(
      "The execution role you provide must allow AWS EventBridge Scheduler to assume the role.",
    ).because({ ...why, rule: "SCH-3" });
  }
}

/** SCH-4: what a schedule can not call here is refused when it becomes its target. */
function assertTarget(target: Target, scope: Scope): void {
  const { Arn, Input, DeadLetterConfig, EventBridgeParameters, SqsParameters } = target;
  const arn = parseArn(Arn);
  if (arn === undefined) throw validation("Provided Arn is not in correct format.");
  if (arn.service === "scheduler") throw unsupported(`A universal target (${Arn})`);
  if (KINDS.get(arn.service)?.(arn.resource) !== true) {
    throw unsupported(`A target of ${arn.service} (${Arn})`);
  }
  if (!isOfHere(arn, scope)) throw unsupported(`A target in another account or region (${Arn})`);
  if ((arn.service === "events") !== (EventBridgeParameters !== undefined)) {
    throw validation("EventBridgeParameters must be provided for, and only for, an event bus.");
  }
  if (arn.service === "events" && !isJsonObject(Input)) {
    throw validation("Input must be a JSON object for an event bus.");
  }
  if (arn.service === "lambda" && Input !== undefined && jsonOf(Input) === undefined) {
    throw validation("Input must be valid JSON for a function.");
  }
  const isFifo = arn.service === "sqs" && Arn.endsWith(".fifo");
  if (isFifo && SqsParameters?.MessageGroupId === undefined) {
    throw validation("SqsParameters.MessageGroupId must be provided for a FIFO queue.");
  }
  if (arn.service !== "sqs" && SqsParameters !== undefined) {
    throw validation("SqsParameters must be provided for queues only.");
  }
  const deadLetters = parseArn(DeadLetterConfig?.Arn ?? Arn);
  if (deadLetters === undefined || !isOfHere(deadLetters, scope)) {
    throw unsupported(`A dead-letter queue in another account or region (${DeadLetterConfig?.Arn ?? ""})`);
  }
}

function isJsonObject(text: string | undefined): boolean {
  const value = jsonOf(text ?? "");
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Undefined for what is no JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
