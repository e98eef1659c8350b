import { unsupported } from "../../../core/errors.ts";
import type { CreateLogGroupRequest } from "../../../wire/models/generated/logs.types.ts";
import { asks, type Operation } from "../../../wire/operation.ts";
import { requestTags } from "../../../wire/tag-keys.ts";
import type { LogsContext } from "../log-groups/context.ts";
import { createLogGroup } from "../log-groups/manager.ts";
import { logStreamArn } from "../streams/log-stream.ts";

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export function CreateLogGroup(logs: LogsContext): Operation<CreateLogGroupRequest> {
  return {
    name: "CreateLogGroup",
    unsupportedMembers: ["kmsKeyId", "deletionProtectionEnabled"],
    authorize: asks(
      "logs:CreateLogGroup",
      ({ logGroupName }, scope) => logStreamArn(scope, logGroupName),
      ({ tags }) => requestTags(tags),
    ),
    run: ({ logGroupName, logGroupClass = "STANDARD", tags = {} }) => {
      if (logGroupClass !== "STANDARD") throw unsupported(`logGroupClass ${logGroupClass} of CreateLogGroup`);
      createLogGroup(logs, logGroupName, { retentionDays: undefined, tags });
    },
  };
}
