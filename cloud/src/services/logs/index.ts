/**
 * Amazon CloudWatch Logs: groups, streams and events. What functions and API stages write is read
 * from the files in which people find it, what clients put from the database.
 *
 * **Gaps** Subscriptions, metric filters, queries, live tails, exports, KMS keys, regular expressions
 * in patterns and the infrequent-access classes are refused by name.
 *
 * **By design** A log group need not be there before something logs to it. What is older than its
 * retention is not shown; the files are bounded by size, not by age, and outlive the group as text.
 *
 * **Client quirks** `nextToken` is the last name of the page.
 */
import type { Clock } from "../../core/clock.ts";
import type { LogFiles } from "../../core/ports/log-files.ts";
import type { ResourceProvider } from "../../core/ports/resource-provider.ts";
import type { Database } from "../../store/database.ts";
import { type PipelineDependencies, type ServedService, serve } from "../../wire/pipeline.ts";
import { AWS_JSON_BODY_LIMIT, awsJson } from "../../wire/protocols/aws-json.ts";
import type { LogsContext } from "./log-groups/context.ts";
import { taggedGroup } from "./log-groups/manager.ts";
import { createLogGroupStore } from "./log-groups/store.ts";
import { createPutStreamStore } from "./log-groups/stream-store.ts";
import { CreateLogGroup } from "./operations/CreateLogGroup.ts";
import { CreateLogStream } from "./operations/CreateLogStream.ts";
import { DeleteLogGroup } from "./operations/DeleteLogGroup.ts";
import { DeleteLogStream } from "./operations/DeleteLogStream.ts";
import { DeleteRetentionPolicy } from "./operations/DeleteRetentionPolicy.ts";
import { DescribeLogGroups } from "./operations/DescribeLogGroups.ts";
import { DescribeLogStreams } from "./operations/DescribeLogStreams.ts";
import { FilterLogEvents } from "./operations/FilterLogEvents.ts";
import { GetLogEvents } from "./operations/GetLogEvents.ts";
import { ListTagsForResource } from "./operations/ListTagsForResource.ts";
import { PutLogEvents } from "./operations/PutLogEvents.ts";
import { PutRetentionPolicy } from "./operations/PutRetentionPolicy.ts";
import { logGroupProvider } from "./resources/AWS-Logs-LogGroup.ts";
import { groupArnOf } from "./streams/log-stream.ts";

export interface LogsDependencies extends PipelineDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly logFiles: LogFiles;
}

export interface LogsService {
  readonly http: ServedService;
  readonly resources: readonly ResourceProvider[];
  /** What was logged and is not yet in the files is written out. */
  close(): Promise<void>;
}

/** Every operation needs a signature and a policy that lets the caller [LOGS-1]. */
export function createLogsService(dependencies: LogsDependencies): LogsService {
  const { clock, database, scope, logFiles: files } = dependencies;
  const groups = createLogGroupStore(database);
  const context: LogsContext = { groups, putStreams: createPutStreamStore(database), files, scope, clock };
  return {
    http: serve(
      {
        name: "logs",
        signingNames: ["logs"],
        body: AWS_JSON_BODY_LIMIT,
        tagsOf: (arn) => taggedGroup(context, groupArnOf(arn))?.tags,
        protocol: awsJson({
          targetPrefix: "Logs_20140328",
          version: "1.1",
          operations: [
            CreateLogGroup(context),
            CreateLogStream(context),
            DeleteLogGroup(context),
            DeleteLogStream(context),
            DeleteRetentionPolicy(context),
            DescribeLogGroups(context),
            DescribeLogStreams(context),
            FilterLogEvents(context),
            GetLogEvents(context),
            ListTagsForResource(context),
            PutLogEvents(context),
            PutRetentionPolicy(context),
          ],
          model: "logs",
        }),
      },
      dependencies,
    ),
    resources: [logGroupProvider(context)],
    close: () => files.flush(),
  };
}
