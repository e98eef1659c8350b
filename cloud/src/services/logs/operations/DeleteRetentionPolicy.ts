import { asks, type Operation } from "../../../wire/operation.ts";
import type { LogsContext } from "../context.ts";
import { LOG_GROUP_NAME, logGroupArn } from "../log-groups/log-group.ts";
import { changeLogGroup } from "../log-groups/manager.ts";

interface Input {
  readonly logGroupName: string;
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteRetentionPolicy.html */
export function DeleteRetentionPolicy(logs: LogsContext): Operation<Input> {
  return {
    name: "DeleteRetentionPolicy",
    input: { logGroupName: { ...LOG_GROUP_NAME, required: true } },
    authorize: asks("logs:DeleteRetentionPolicy", ({ logGroupName }, scope) =>
      logGroupArn(scope, logGroupName),
    ),
    run: ({ logGroupName }) => changeLogGroup(logs, logGroupName, { retentionDays: undefined }),
  };
}
