import { regionalArn, type Scope } from "../../../core/arns.ts";
import type { Member } from "../../../wire/models/constraints.ts";

export interface LogGroup {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Undefined keeps for ever. */
  readonly retentionDays: number | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export const RETENTION_DAYS: ReadonlySet<number> = new Set([
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
]);

export const LOG_GROUP_NAME: Member = {
  type: "string",
  min: 1,
  max: 512,
  pattern: "[\\.\\-_/#A-Za-z0-9]+",
};

/** ARN as IAM policies name the group itself. */
export function logGroupArn(scope: Scope, name: string): string {
  return regionalArn(scope, "logs", `log-group:${name}`);
}
