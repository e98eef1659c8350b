import type { DescribeLogGroupsRequest } from "../../../wire/models/generated/logs.types.ts";
import { asks, type Operation } from "../../../wire/operation.ts";
import type { LogsContext } from "../log-groups/context.ts";
import { type LogGroup, logGroupArn } from "../log-groups/log-group.ts";

const DEFAULT_LIMIT = 50;

/**
 * Groups by name. `storedBytes` is left out: what is logged here is in files of the state folder.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html
 */
export function DescribeLogGroups(logs: LogsContext): Operation<DescribeLogGroupsRequest> {
  return {
    name: "DescribeLogGroups",
    unsupportedMembers: [
      "accountIdentifiers",
      "logGroupNamePattern",
      "includeLinkedAccounts",
      "logGroupClass",
      "logGroupIdentifiers",
    ],
    authorize: asks("logs:DescribeLogGroups", (_input, scope) => logGroupArn(scope, "*")),
    run: ({ logGroupNamePrefix: prefix = "", limit = DEFAULT_LIMIT, nextToken: after = "" }) => {
      const found = logs.groups.list({ prefix, after, limit: limit + 1 });
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return {
        logGroups: page.map((group) => describe(logs, group)),
        ...(found.length > limit && last !== undefined ? { nextToken: last.name } : {}),
      };
    },
  };
}

function describe({ scope }: LogsContext, group: LogGroup): object {
  const arn = logGroupArn(scope, group.name);
  return {
    logGroupName: group.name,
    creationTime: group.createdAt,
    ...(group.retentionDays === undefined ? {} : { retentionInDays: group.retentionDays }),
    metricFilterCount: 0,
    arn: `${arn}:*`,
    logGroupArn: arn,
    logGroupClass: "STANDARD",
  };
}
