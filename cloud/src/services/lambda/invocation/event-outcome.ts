import { compactJson } from "../../../core/json-text.ts";
import type { InvocationResult } from "../environments/invocation-run.ts";

/** Why an event is done with. */
export type EventCondition = "Success" | "RetriesExhausted" | "EventAgeExceeded" | "ZeroReservedConcurrency";

/** What became of an asynchronous event. */
export interface EventOutcome {
  readonly condition: EventCondition;
  readonly requestId: string;
  /** ARN as it was invoked, `:$LATEST` when it was without a qualifier. */
  readonly functionArn: string;
  readonly payload: Buffer | string;
  /** How often the function ran. */
  readonly attempts: number;
  /** Of the last run; undefined when there was none. */
  readonly last: Run | undefined;
  /** Names of the functions whose records led to it, the oldest first. */
  readonly lineage: readonly string[];
}

/** What a run of the function ended with. */
export interface Run extends Pick<InvocationResult, "functionError" | "payload"> {
  /** That ran. */
  readonly version: string;
}

/**
 * The record that a destination gets.
 * @param now epoch milliseconds
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export function invocationRecord(outcome: EventOutcome, now: number): string {
  const { condition, requestId, functionArn, attempts, last } = outcome;
  const record = {
    version: "1.0",
    timestamp: new Date(now).toISOString(),
    requestContext: { requestId, functionArn, condition, approximateInvokeCount: attempts },
  };
  // LAM-40: what is a text already stays one, however deep it is nested.
  const request = `"requestPayload":${compactJson(outcome.payload.toString())}`;
  return `${JSON.stringify(record).slice(0, -1)},${request}${last === undefined ? "" : responseOf(last)}}`;
}

function responseOf({ version, functionError, payload }: Run): string {
  const context = {
    statusCode: 200,
    executedVersion: version,
    ...(functionError ? { functionError: "Unhandled" } : {}),
  };
  return `,"responseContext":${JSON.stringify(context)},"responsePayload":${jsonOrText(payload)}`;
}

/** A runtime of one's own may answer what is no JSON. */
function jsonOrText(payload: Buffer): string {
  const text = payload.toString("utf8");
  try {
    JSON.parse(text);
    return compactJson(text);
  } catch {
    return JSON.stringify(text);
  }
}
