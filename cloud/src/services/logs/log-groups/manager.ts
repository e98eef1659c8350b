import type { LogsContext } from "./context.ts";
import { invalidParameter, logGroupExists, logGroupNotFound } from "./errors.ts";
import { nameInArn } from "./identifier.ts";
import { type LogGroup, RETENTION_DAYS } from "./log-group.ts";

/** @throws ResourceAlreadyExistsException */
export function createLogGroup(
  logs: LogsContext,
  name: string,
  { retentionDays, tags }: Pick<LogGroup, "retentionDays" | "tags">,
): void {
  assertRetention(retentionDays);
  if (findLogGroup(logs, name) !== undefined) throw logGroupExists();
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

/** What was logged stays as text in its files; CloudWatch Logs shows it no more. */
export function deleteLogGroup(logs: LogsContext, name: string): void {
  requireLogGroup(logs, name);
  logs.groups.delete(name);
  logs.putStreams.delete(name);
  logs.files.forget(name);
}

/** The group whose ARN it is, if there is one. */
export function taggedGroup({ groups, scope }: LogsContext, arn: string): LogGroup | undefined {
  const name = nameInArn(arn, scope);
  return name === undefined ? undefined : groups.find(name);
}

/** A group is there when somebody made it, or when something was logged to it. */
export function findLogGroup(logs: LogsContext, name: string): LogGroup | undefined {
  return logs.groups.find(name) ?? writtenGroups(logs).find((group) => group.name === name);
}

/** Groups that came to be when a function or a stage logged. */
export function writtenGroups({ files }: LogsContext): readonly LogGroup[] {
  const created = new Map<string, number>();
  for (const { group, createdAt } of files.streams()) {
    created.set(group, Math.min(createdAt, created.get(group) ?? createdAt));
  }
  return [...created].map(([name, createdAt]) => ({ name, createdAt, retentionDays: undefined, tags: {} }));
}

/** @throws ResourceNotFoundException */
export function requireLogGroup(logs: LogsContext, name: string): LogGroup {
  const group = findLogGroup(logs, name);
  if (group === undefined) throw logGroupNotFound();
  return group;
}

function assertRetention(days: number | undefined): void {
  if (days === undefined || RETENTION_DAYS.has(days)) return;
  throw invalidParameter(
    `1 validation error detected: Value '${days}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${[...RETENTION_DAYS].join(", ")}]`,
  );
}
