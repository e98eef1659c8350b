import { type AwsErrorText, awsErrorOf } from "../shared/aws-error.ts";
import type { AwsReply } from "../shared/aws-request.ts";

export type GateState = "opening" | "open" | "closing" | "closed";

export interface GateReport {
  readonly state: GateState | "unknown";
  /** When the gate said so, ISO 8601; null when it never did. */
  readonly reportedAt: string | null;
}

export type GateReading =
  | { readonly kind: "report"; readonly report: GateReport }
  /** The gate said something that is no state; `reason` is for the log. */
  | { readonly kind: "unreadable"; readonly report: GateReport; readonly reason: string }
  | { readonly kind: "failed"; readonly error: AwsErrorText };

const STATES: ReadonlySet<unknown> = new Set<GateState>(["opening", "open", "closing", "closed"]);
const NEVER: GateReport = { state: "unknown", reportedAt: null };
/** The last millisecond a Date can hold. */
const MAXIMUM_TIME = 8.64e15;

/**
 * What the retained message of the gate's topic says: `{"state": "open"}`, further members are the
 * gate's own business. Nothing that is not one of the four states is ever passed on [DOOR-8].
 * @see https://docs.aws.amazon.com/iot/latest/apireference/API_iotdata_GetRetainedMessage.html
 */
export function readGateState(reply: AwsReply): GateReading {
  if (reply.status === 200) return readRetained(reply.body.toString("utf8"));
  const error = awsErrorOf(reply);
  return error.code === "ResourceNotFoundException"
    ? { kind: "report", report: NEVER }
    : { kind: "failed", error };
}

function readRetained(text: string): GateReading {
  const retained = objectOf(text);
  const reportedAt = timeOf(retained["lastModifiedTime"]);
  const payload = retained["payload"];
  const said = typeof payload === "string" ? Buffer.from(payload, "base64").toString("utf8") : "";
  const state = objectOf(said)["state"];
  if (STATES.has(state)) return { kind: "report", report: { state: state as GateState, reportedAt } };
  return { kind: "unreadable", report: { state: "unknown", reportedAt }, reason: said.slice(0, 200) };
}

function objectOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Milliseconds since the epoch, as the service gives them. */
function timeOf(value: unknown): string | null {
  if (typeof value !== "number" || !(value >= 0 && value <= MAXIMUM_TIME)) return null;
  return new Date(value).toISOString();
}
