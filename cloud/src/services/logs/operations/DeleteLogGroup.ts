import type { DeleteLogGroupRequest } from "../../../wire/models/generated/logs.types.ts";
import { asks, type Operation } from "../../../wire/operation.ts";
import type { LogsContext } from "../log-groups/context.ts";
import { deleteLogGroup } from "../log-groups/manager.ts";
import { logStreamArn } from "../streams/log-stream.ts";

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html */
export function DeleteLogGroup(logs: LogsContext): Operation<DeleteLogGroupRequest> {
  return {
    name: "DeleteLogGroup",
    authorize: asks("logs:DeleteLogGroup", ({ logGroupName }, scope) => logStreamArn(scope, logGroupName)),
    run: ({ logGroupName }) => deleteLogGroup(logs, logGroupName),
  };
}
