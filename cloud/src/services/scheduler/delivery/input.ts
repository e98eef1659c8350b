import type { Scope } from "../../../core/arns.ts";
import type { Invocation } from "../shared/invocation.ts";
import { scheduleArn } from "../shared/names.ts";

const ATTRIBUTE = /<aws\.scheduler\.([a-z-]+)>/g;

/**
 * What the target gets: its input with the context attributes filled in, or what AWS sends without one.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 */
export function inputOf(scope: Scope, invocation: Invocation, attempt: number): string {
  const { executionId, scheduledAt, target } = invocation;
  const arn = scheduleArn(scope, invocation);
  const time = isoSeconds(scheduledAt);
  if (target.Input === undefined) {
    return JSON.stringify({
      ...{ version: "0", id: executionId, "detail-type": "Scheduled Event", source: "aws.scheduler" },
      ...{ account: scope.accountId, time, region: scope.region, resources: [arn], detail: "{}" },
    });
  }
  const attributes = new Map([
    ["schedule-arn", arn],
    ["scheduled-time", time],
    ["execution-id", executionId],
    ["attempt-number", String(attempt)],
  ]);
  return target.Input.replace(ATTRIBUTE, (all, name: string) => attributes.get(name) ?? all);
}

/** `2026-01-02T03:04:05Z` */
export function isoSeconds(epochMs: number): string {
  return new Date(epochMs).toISOString().replace(/\.\d{3}/, "");
}
