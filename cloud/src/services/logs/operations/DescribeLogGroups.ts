import type { DescribeLogGroupsRequest } from "../../../wire/models/generated/logs.types.ts";
import { asks, type Operation } from "../../../wire/operation.ts";
import type { LogsContext } from "../log-groups/context.ts";
import { invalidParameter } from "../log-groups/errors.ts";
import { type LogGroup, logGroupArn } from "../log-groups/log-group.ts";
import { writtenGroups } from "../log-groups/manager.ts";
import { logStreamArn } from "../streams/log-stream.ts";

const DEFAULT_LIMIT = 50;

/**
 * Groups by name: those that were made, and those that came to be when something logged to them.
 * `nextToken` is the last name of the page.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html
 */
export function DescribeLogGroups(logs: LogsContext): Operation<DescribeLogGroupsRequest> {
  return {
    name: "DescribeLogGroups",
    unsupportedMembers: [
      "accountIdentifiers",
      "includeLinkedAccounts",
      "logGroupClass",
      "logGroupIdentifiers",
    ],
    authorize: asks("logs:DescribeLogGroups", (_input, scope) => logStreamArn(scope, "")),
    run: async (input) => {
      const { logGroupNamePrefix: prefix, logGroupNamePattern: pattern } = input;
      const { limit = DEFAULT_LIMIT, nextToken: after = "" } = input;
      if (prefix !== undefined && pattern !== undefined) {
        throw invalidParameter(
          "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.",
        );
      }
      await logs.files.flush();
      const wanted = pattern?.toLowerCase() ?? "";
      const found = allGroups(logs, prefix ?? "").filter(
        ({ name }) => name > after && name.toLowerCase().includes(wanted),
      );
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return {
        logGroups: page.map((group) => describe(logs, group)),
        ...(found.length > limit && last !== undefined ? { nextToken: last.name } : {}),
      };
    },
  };
}

function allGroups(logs: LogsContext, prefix: string): LogGroup[] {
  const written = writtenGroups(logs).filter(({ name }) => name.startsWith(prefix));
  const groups = new Map([...written, ...logs.groups.list(prefix)].map((group) => [group.name, group]));
  return [...groups.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
}

function describe({ scope }: LogsContext, group: LogGroup): object {
  const arn = logGroupArn(scope, group.name);
  return {
    logGroupName: group.name,
    creationTime: group.createdAt,
    ...(group.retentionDays === undefined ? {} : { retentionInDays: group.retentionDays }),
    metricFilterCount: 0,
    arn: `${arn}:*`,
    storedBytes: 0,
    logGroupArn: arn,
    logGroupClass: "STANDARD",
  };
}
