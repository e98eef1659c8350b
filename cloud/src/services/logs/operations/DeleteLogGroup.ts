import type { DeleteLogGroupRequest } from "../../../wire/models/generated/logs.types.ts";
import { asks, type Operation } from "../../../wire/operation.ts";
import type { LogsContext } from "../log-groups/context.ts";
import { logGroupArn } from "../log-groups/log-group.ts";
import { deleteLogGroup } from "../log-groups/manager.ts";

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html */
export function DeleteLogGroup(logs: LogsContext): Operation<DeleteLogGroupRequest> {
  return {
    name: "DeleteLogGroup",
    authorize: asks("logs:DeleteLogGroup", ({ logGroupName }, scope) => logGroupArn(scope, logGroupName)),
    run: ({ logGroupName }) => deleteLogGroup(logs, logGroupName),
  };
}
