import type { CreateLogStreamRequest } from "../../../wire/models/generated/logs.types.ts";
import { asks, type Operation } from "../../../wire/operation.ts";
import type { LogsContext } from "../log-groups/context.ts";
import { logStreamExists } from "../log-groups/errors.ts";
import { logStreamArn } from "../streams/log-stream.ts";
import { streamsOf } from "../streams/reading.ts";

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html */
export function CreateLogStream(logs: LogsContext): Operation<CreateLogStreamRequest> {
  return {
    name: "CreateLogStream",
    authorize: asks("logs:CreateLogStream", ({ logGroupName, logStreamName }, scope) =>
      logStreamArn(scope, logGroupName, logStreamName),
    ),
    run: async ({ logGroupName: group, logStreamName: name }) => {
      const streams = await streamsOf(logs, group);
      if (streams.some((stream) => stream.name === name)) throw logStreamExists();
      logs.putStreams.save({ group, name, createdAt: logs.clock.now() });
    },
  };
}
