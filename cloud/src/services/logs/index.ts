/**
 * Amazon CloudWatch Logs: log groups with their retention.
 *
 * **Gaps** Streams and events are not read or written through this API: what functions and API
 * stages log is in files of the state folder. Subscriptions, metric filters, queries, exports, KMS
 * keys and the infrequent-access classes are refused by name.
 *
 * **By design** A log group need not be there before something logs to it. Its retention is kept and
 * shown; the files are bounded by size, not by age, and outlive the group.
 *
 * **Client quirks** `nextToken` is the last name of the page.
 */
import type { Clock } from "../../core/clock.ts";
import type { ResourceProvider } from "../../core/ports/resource-provider.ts";
import type { Database } from "../../store/database.ts";
import { type PipelineDependencies, type ServedService, serve } from "../../wire/pipeline.ts";
import { AWS_JSON_BODY_LIMIT, awsJson } from "../../wire/protocols/aws-json.ts";
import type { LogsContext } from "./log-groups/context.ts";
import { taggedGroup } from "./log-groups/manager.ts";
import { createLogGroupStore } from "./log-groups/store.ts";
import { CreateLogGroup } from "./operations/CreateLogGroup.ts";
import { DeleteLogGroup } from "./operations/DeleteLogGroup.ts";
import { DeleteRetentionPolicy } from "./operations/DeleteRetentionPolicy.ts";
import { DescribeLogGroups } from "./operations/DescribeLogGroups.ts";
import { ListTagsForResource } from "./operations/ListTagsForResource.ts";
import { PutRetentionPolicy } from "./operations/PutRetentionPolicy.ts";
import { logGroupProvider } from "./resources/AWS-Logs-LogGroup.ts";

export interface LogsDependencies extends PipelineDependencies {
  readonly database: Database;
  readonly clock: Clock;
}

export interface LogsService {
  readonly http: ServedService;
  readonly resources: readonly ResourceProvider[];
}

/** Every operation needs a signature and a policy that lets the caller [LOGS-1]. */
export function createLogsService(dependencies: LogsDependencies): LogsService {
  const { clock, database, scope } = dependencies;
  const context: LogsContext = { groups: createLogGroupStore(database), scope, clock };
  return {
    http: serve(
      {
        name: "logs",
        signingNames: ["logs"],
        body: AWS_JSON_BODY_LIMIT,
        tagsOf: (arn) => taggedGroup(context, arn)?.tags,
        protocol: awsJson({
          targetPrefix: "Logs_20140328",
          version: "1.1",
          operations: [
            CreateLogGroup(context),
            DeleteLogGroup(context),
            DeleteRetentionPolicy(context),
            DescribeLogGroups(context),
            ListTagsForResource(context),
            PutRetentionPolicy(context),
          ],
          model: "logs",
        }),
      },
      dependencies,
    ),
    resources: [logGroupProvider(context)],
  };
}
