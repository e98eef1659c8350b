import type {
  Properties,
  PropertySchema,
  ProvisionedResource,
  ResourceContext,
  ResourceProvider,
} from "../../../core/ports/resource-provider.ts";
import {
  mapProperty,
  numberProperty,
  requiredTextProperty,
  textProperty,
} from "../../../core/properties/property-values.ts";
import type {
  CreateScheduleInput,
  FlexibleTimeWindow,
  Target,
} from "../../../wire/models/generated/scheduler.types.ts";
import { settingsOf } from "../schedules/input.ts";
import { createSchedule, deleteSchedule, updateSchedule } from "../schedules/manager.ts";
import type { SchedulerContext } from "../shared/context.ts";
import { validation } from "../shared/errors.ts";
import { keyOf, scheduleArn } from "../shared/names.ts";

const LONGEST_NAME = 64;

const PROPERTIES: { readonly [name: string]: PropertySchema } = {
  Description: true,
  EndDate: true,
  FlexibleTimeWindow: { MaximumWindowInMinutes: true, Mode: true },
  GroupName: true,
  Name: true,
  ScheduleExpression: true,
  ScheduleExpressionTimezone: true,
  StartDate: true,
  State: true,
  Target: {
    Arn: true,
    DeadLetterConfig: { Arn: true },
    EventBridgeParameters: { DetailType: true, Source: true },
    Input: true,
    RetryPolicy: { MaximumEventAgeInSeconds: true, MaximumRetryAttempts: true },
    RoleArn: true,
    SqsParameters: { MessageGroupId: true },
  },
};

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-scheduler-schedule.html */
export function scheduleProvider(scheduler: SchedulerContext): ResourceProvider {
  const provisioned = (input: CreateScheduleInput): ProvisionedResource => ({
    physicalId: input.Name,
    attributes: { Arn: scheduleArn(scheduler.scope, keyOf(input)) },
  });
  return {
    type: "AWS::Scheduler::Schedule",
    properties: PROPERTIES,
    required: ["FlexibleTimeWindow", "ScheduleExpression", "Target"],
    replaceOn: ["Name"],
    untagged: true,
    calls: (context, change) => {
      if (change.kind === "create") {
        return [
          {
            operation: "CreateSchedule",
            input: inputOf(change.properties, nameOf(context, change.properties)),
          },
        ];
      }
      const properties = change.kind === "delete" ? change.properties : change.after;
      const input = inputOf(properties, change.physicalId);
      if (change.kind === "delete") {
        return [{ operation: "DeleteSchedule", input: { Name: input.Name, ...groupOf(properties) } }];
      }
      const former = { Name: input.Name, ...groupOf(change.before) };
      if (keyOf(former).group === keyOf(input).group) return [{ operation: "UpdateSchedule", input }];
      // SCH-1: a move to another group is a new schedule there, and the end of the one here.
      return [
        { operation: "CreateSchedule", input },
        { operation: "DeleteSchedule", input: former },
      ];
    },
    create: async (context, properties) => {
      const input = inputOf(properties, nameOf(context, properties));
      return context.commit(() => {
        createSchedule(scheduler, settingsOf(input));
        return provisioned(input);
      });
    },
    update: async (_context, name, before, after) => {
      const input = inputOf(after, name);
      const [former, next] = [keyOf({ Name: name, ...groupOf(before) }), keyOf(input)];
      if (former.group === next.group) updateSchedule(scheduler, settingsOf(input));
      else {
        // The API moves no schedule to another group.
        scheduler.transaction(() => {
          createSchedule(scheduler, settingsOf(input));
          scheduler.schedules.delete(former);
        });
      }
      return provisioned(input);
    },
    delete: async (_context, name, properties) => {
      const key = keyOf({ Name: name, ...groupOf(properties) });
      if (scheduler.schedules.find(key) !== undefined) deleteSchedule(scheduler, key);
    },
  };
}

function nameOf(context: ResourceContext, properties: Properties): string {
  return textProperty(properties, "Name") ?? context.generateName({ maxLength: LONGEST_NAME });
}

function groupOf(properties: Properties): { readonly GroupName?: string } {
  const GroupName = textProperty(properties, "GroupName");
  return GroupName === undefined ? {} : { GroupName };
}

/** The call of the API that the properties stand for. */
function inputOf(properties: Properties, Name: string): CreateScheduleInput {
  const State = textProperty(properties, "State");
  if (State !== undefined && State !== "ENABLED" && State !== "DISABLED") {
    throw validation(`The state ${State} is not valid: ENABLED or DISABLED.`);
  }
  return {
    Name,
    ...groupOf(properties),
    ScheduleExpression: requiredTextProperty(properties, "ScheduleExpression"),
    ...texts(properties, ["ScheduleExpressionTimezone", "Description"]),
    ...dates(properties, ["StartDate", "EndDate"]),
    ...(State === undefined ? {} : { State }),
    Target: targetOf(mapProperty(properties, "Target") ?? {}),
    FlexibleTimeWindow: windowOf(mapProperty(properties, "FlexibleTimeWindow") ?? {}),
  };
}

function windowOf(properties: Properties): FlexibleTimeWindow {
  const Mode = requiredTextProperty(properties, "Mode");
  if (Mode !== "OFF" && Mode !== "FLEXIBLE")
    throw validation(`The mode ${Mode} is not valid: OFF or FLEXIBLE.`);
  return { Mode, ...numbers(properties, ["MaximumWindowInMinutes"]) };
}

function targetOf(properties: Properties): Target {
  const retry = mapProperty(properties, "RetryPolicy");
  const deadLetters = mapProperty(properties, "DeadLetterConfig");
  const queue = mapProperty(properties, "SqsParameters");
  const event = mapProperty(properties, "EventBridgeParameters");
  return {
    Arn: requiredTextProperty(properties, "Arn"),
    RoleArn: requiredTextProperty(properties, "RoleArn"),
    ...texts(properties, ["Input"]),
    ...(retry === undefined
      ? {}
      : { RetryPolicy: numbers(retry, ["MaximumRetryAttempts", "MaximumEventAgeInSeconds"]) }),
    ...(deadLetters === undefined ? {} : { DeadLetterConfig: texts(deadLetters, ["Arn"]) }),
    ...(queue === undefined ? {} : { SqsParameters: texts(queue, ["MessageGroupId"]) }),
    ...(event === undefined
      ? {}
      : {
          EventBridgeParameters: {
            DetailType: requiredTextProperty(event, "DetailType"),
            Source: requiredTextProperty(event, "Source"),
          },
        }),
  };
}

function texts(properties: Properties, names: readonly string[]): Record<string, string> {
  return picked(names, (name) => textProperty(properties, name));
}

function numbers(properties: Properties, names: readonly string[]): Record<string, number> {
  return picked(names, (name) => numberProperty(properties, name));
}

/** ISO 8601 → epoch seconds. */
function dates(properties: Properties, names: readonly string[]): Record<string, number> {
  return picked(names, (name) => {
    const text = textProperty(properties, name);
    if (text === undefined) return undefined;
    const epochMs = Date.parse(text);
    if (Number.isNaN(epochMs)) throw validation(`Value of property ${name} must be a date.`);
    return epochMs / 1000;
  });
}

function picked<Value>(
  names: readonly string[],
  read: (name: string) => Value | undefined,
): Record<string, Value> {
  return Object.fromEntries(
    names.flatMap((name): [string, Value][] => {
      const value = read(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
