import { asks, type Operation } from "../../../wire/operation.ts";
import type { LogsContext } from "../context.ts";
import { LOG_GROUP_NAME, logGroupArn } from "../log-groups/log-group.ts";
import { createLogGroup } from "../log-groups/manager.ts";

interface Input {
  readonly logGroupName: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export function CreateLogGroup(logs: LogsContext): Operation<Input> {
  return {
    name: "CreateLogGroup",
    input: {
      logGroupName: { ...LOG_GROUP_NAME, required: true },
      tags: { type: "map", min: 1, max: 50, items: { type: "string", max: 256 } },
      logGroupClass: { type: "string", enum: ["STANDARD"] },
    },
    authorize: asks("logs:CreateLogGroup", ({ logGroupName }, scope) => logGroupArn(scope, logGroupName)),
    run: ({ logGroupName, tags = {} }) =>
      createLogGroup(logs, logGroupName, { retentionDays: undefined, tags }),
  };
}
