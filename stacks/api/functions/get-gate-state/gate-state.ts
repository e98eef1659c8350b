import type { AwsErrorText } from "../shared/aws-error.ts";
import type { AwsReply } from "../shared/aws-request.ts";
import { readRetained } from "./retained-message.ts";

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

/**
 * What the retained message of the gate's topic says: `{"state": "open"}`, further members are the
 * gate's own business. Nothing that is not one of the four states is ever passed on [DOOR-8].
 */
export function readGateState(reply: AwsReply): GateReading {
  const message = readRetained(reply);
  if (message.kind === "failed") return message;
  if (message.kind === "none") return { kind: "report", report: NEVER };
  const { state } = message.members;
  const reportedAt = message.at;
  if (STATES.has(state)) return { kind: "report", report: { state: state as GateState, reportedAt } };
  return { kind: "unreadable", report: { state: "unknown", reportedAt }, reason: message.excerpt };
}
