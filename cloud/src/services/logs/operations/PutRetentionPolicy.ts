import { asks, type Operation } from "../../../wire/operation.ts";
import type { LogsContext } from "../context.ts";
import { LOG_GROUP_NAME, logGroupArn } from "../log-groups/log-group.ts";
import { changeLogGroup } from "../log-groups/manager.ts";

interface Input {
  readonly logGroupName: string;
  readonly retentionInDays: number;
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export function PutRetentionPolicy(logs: LogsContext): Operation<Input> {
  return {
    name: "PutRetentionPolicy",
    input: {
      logGroupName: { ...LOG_GROUP_NAME, required: true },
      retentionInDays: { type: "integer", required: true },
    },
    authorize: asks("logs:PutRetentionPolicy", ({ logGroupName }, scope) => logGroupArn(scope, logGroupName)),
    run: ({ logGroupName, retentionInDays }) =>
      changeLogGroup(logs, logGroupName, { retentionDays: retentionInDays }),
  };
}
