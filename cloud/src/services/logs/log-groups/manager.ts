import { parseArn } from "../../../core/arns.ts";
import type { LogsContext } from "./context.ts";
import { invalidParameter, logGroupExists, logGroupNotFound } from "./errors.ts";
import { type LogGroup, RETENTION_DAYS } from "./log-group.ts";

/** @throws ResourceAlreadyExistsException */
export function createLogGroup(
  logs: LogsContext,
  name: string,
  { retentionDays, tags }: Pick<LogGroup, "retentionDays" | "tags">,
): void {
  assertRetention(retentionDays);
  if (logs.groups.find(name) !== undefined) throw logGroupExists();
  logs.groups.save({ name, createdAt: logs.clock.now(), retentionDays, tags });
}

/** @throws ResourceNotFoundException */
export function changeLogGroup(
  logs: LogsContext,
  name: string,
  change: Partial<Pick<LogGroup, "retentionDays" | "tags">>,
): void {
  assertRetention(change.retentionDays);
  logs.groups.save({ ...requireLogGroup(logs, name), ...change });
}

export function deleteLogGroup(logs: LogsContext, name: string): void {
  requireLogGroup(logs, name);
  logs.groups.delete(name);
}

/** The group whose ARN it is, if there is one. */
export function taggedGroup({ groups }: LogsContext, arn: string): LogGroup | undefined {
  const name = /^log-group:([^:]+)$/.exec(parseArn(arn)?.resource ?? "")?.[1];
  return name === undefined ? undefined : groups.find(name);
}

function requireLogGroup(logs: LogsContext, name: string): LogGroup {
  const group = logs.groups.find(name);
  if (group === undefined) throw logGroupNotFound();
  return group;
}

function assertRetention(days: number | undefined): void {
  if (days === undefined || RETENTION_DAYS.has(days)) return;
  throw invalidParameter(
    `1 validation error detected: Value '${days}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${[...RETENTION_DAYS].join(", ")}]`,
  );
}
