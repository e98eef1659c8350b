import type { PutRetentionPolicyRequest } from "../../../wire/models/generated/logs.types.ts";
import { asks, type Operation } from "../../../wire/operation.ts";
import type { LogsContext } from "../log-groups/context.ts";
import { changeLogGroup } from "../log-groups/manager.ts";
import { logStreamArn } from "../streams/log-stream.ts";

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export function PutRetentionPolicy(logs: LogsContext): Operation<PutRetentionPolicyRequest> {
  return {
    name: "PutRetentionPolicy",
    authorize: asks("logs:PutRetentionPolicy", ({ logGroupName }, scope) =>
      logStreamArn(scope, logGroupName),
    ),
    run: ({ logGroupName, retentionInDays }) =>
      changeLogGroup(logs, logGroupName, { retentionDays: retentionInDays }),
  };
}
