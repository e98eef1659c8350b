import type { DeleteRetentionPolicyRequest } from "../../../wire/models/generated/logs.types.ts";
import { asks, type Operation } from "../../../wire/operation.ts";
import type { LogsContext } from "../log-groups/context.ts";
import { changeLogGroup } from "../log-groups/manager.ts";
import { logStreamArn } from "../streams/log-stream.ts";

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteRetentionPolicy.html */
export function DeleteRetentionPolicy(logs: LogsContext): Operation<DeleteRetentionPolicyRequest> {
  return {
    name: "DeleteRetentionPolicy",
    authorize: asks("logs:DeleteRetentionPolicy", ({ logGroupName }, scope) =>
      logStreamArn(scope, logGroupName),
    ),
    run: ({ logGroupName }) => changeLogGroup(logs, logGroupName, { retentionDays: undefined }),
  };
}
