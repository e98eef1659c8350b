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
import type { Scope } from "../../core/arns.ts";
import type { Clock } from "../../core/clock.ts";
import type { Logger } from "../../core/logger.ts";
import type { Authorization } from "../../core/ports/authorization.ts";
import type { ResourceProvider } from "../../core/ports/resource-provider.ts";
import type { Database } from "../../store/database.ts";
import type { Authentication } from "../../wire/authentication.ts";
import { createAwsJsonService } from "../../wire/aws-json/service.ts";
import type { HttpService } from "../../wire/http.ts";
import { operationRegistry } from "../../wire/operation.ts";
import type { LogsContext } from "./context.ts";
import { createLogGroupStore } from "./log-groups/store.ts";
import { CreateLogGroup } from "./operations/CreateLogGroup.ts";
import { DeleteLogGroup } from "./operations/DeleteLogGroup.ts";
import { DeleteRetentionPolicy } from "./operations/DeleteRetentionPolicy.ts";
import { DescribeLogGroups } from "./operations/DescribeLogGroups.ts";
import { ListTagsForResource } from "./operations/ListTagsForResource.ts";
import { PutRetentionPolicy } from "./operations/PutRetentionPolicy.ts";
import { logGroupProvider } from "./resources/AWS-Logs-LogGroup.ts";
import { UNSUPPORTED_OPERATIONS } from "./unsupported-operations.ts";

export interface LogsDependencies {
  readonly database: Database;
  readonly authentication: Authentication;
  readonly authorization: Authorization;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface LogsService {
  readonly http: HttpService;
  readonly resources: readonly ResourceProvider[];
}

/** Every operation needs a signature and a policy that lets the caller [LOGS-1]. */
export function createLogsService(dependencies: LogsDependencies): LogsService {
  const { authentication, authorization, clock, database, logger, scope } = dependencies;
  const context: LogsContext = { groups: createLogGroupStore(database), scope, clock };
  return {
    http: createAwsJsonService({
      targetPrefix: "Logs_20140328",
      actionPrefix: "logs",
      signingNames: ["logs"],
      version: "1.1",
      operations: operationRegistry([
        CreateLogGroup(context),
        DeleteLogGroup(context),
        DeleteRetentionPolicy(context),
        DescribeLogGroups(context),
        ListTagsForResource(context),
        PutRetentionPolicy(context),
      ]),
      unsupportedOperations: UNSUPPORTED_OPERATIONS,
      authentication,
      authorization,
      scope,
      logger,
    }),
    resources: [logGroupProvider(context)],
  };
}
