import type { DeleteLogStreamRequest } from "../../../wire/models/generated/logs.types.ts";
import { asks, type Operation } from "../../../wire/operation.ts";
import type { LogsContext } from "../log-groups/context.ts";
import { logStreamArn } from "../streams/log-stream.ts";
import { requireStream } from "../streams/reading.ts";

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogStream.html */
export function DeleteLogStream(logs: LogsContext): Operation<DeleteLogStreamRequest> {
  return {
    name: "DeleteLogStream",
    authorize: asks("logs:DeleteLogStream", ({ logGroupName, logStreamName }, scope) =>
      logStreamArn(scope, logGroupName, logStreamName),
    ),
    run: async ({ logGroupName: group, logStreamName: name }) => {
      await requireStream(logs, group, name);
      logs.putStreams.delete(group, name);
      logs.files.forget(group, name);
    },
  };
}
