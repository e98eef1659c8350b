import type { CreateScheduleInput } from "../../../wire/models/generated/scheduler.types.ts";
import { epochMilliseconds } from "../../../wire/timestamp.ts";
import { keyOf } from "../shared/names.ts";
import type { ScheduleSettings } from "../shared/schedule.ts";

/** Members that this cloud does nothing with. */
export const UNSUPPORTED_MEMBERS = [
  "KmsKeyArn",
  ...[
    "EcsParameters",
    "EventBridgePutEventsV2Parameters",
    "EventBridgePutRawEventsParameters",
    "KinesisParameters",
    "SageMakerPipelineParameters",
  ].map((member) => `Target.${member}`),
];

/** What a call says of a schedule; what it leaves out is at its default. */
export function settingsOf(input: CreateScheduleInput): ScheduleSettings {
  return {
    ...keyOf(input),
    expression: input.ScheduleExpression,
    timeZone: input.ScheduleExpressionTimezone ?? "UTC",
    startAt: milliseconds(input.StartDate),
    endAt: milliseconds(input.EndDate),
    description: input.Description,
    isEnabled: (input.State ?? "ENABLED") === "ENABLED",
    target: input.Target,
    window: input.FlexibleTimeWindow,
    isDeletedAfter: input.ActionAfterCompletion === "DELETE",
  };
}

function milliseconds(time: number | string | undefined): number | undefined {
  return time === undefined ? undefined : epochMilliseconds(time);
}
