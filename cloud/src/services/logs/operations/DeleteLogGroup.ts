import { asks, type Operation } from "../../../wire/operation.ts";
import type { LogsContext } from "../context.ts";
import { LOG_GROUP_NAME, logGroupArn } from "../log-groups/log-group.ts";
import { deleteLogGroup } from "../log-groups/manager.ts";

interface Input {
  readonly logGroupName: string;
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html */
export function DeleteLogGroup(logs: LogsContext): Operation<Input> {
  return {
    name: "DeleteLogGroup",
    input: { logGroupName: { ...LOG_GROUP_NAME, required: true } },
    authorize: asks("logs:DeleteLogGroup", ({ logGroupName }, scope) => logGroupArn(scope, logGroupName)),
    run: ({ logGroupName }) => deleteLogGroup(logs, logGroupName),
  };
}
