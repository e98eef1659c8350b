import type { AwsErrorText } from "../shared/aws-error.ts";
import type { AwsReply } from "../shared/aws-request.ts";
import type { GateReport } from "./gate-state.ts";
import { readRetained } from "./retained-message.ts";

export interface GateConnection {
  readonly connection: "online" | "offline" | "unknown";
  /** Since when, ISO 8601; null when nobody knows. */
  readonly connectionSince: string | null;
}

export type ConnectionReading =
  | { readonly kind: "connection"; readonly connection: GateConnection }
  | { readonly kind: "failed"; readonly error: AwsErrorText };

const UNKNOWN: GateConnection = { connection: "unknown", connectionSince: null };

/**
 * Whether the gate is connected: it says `{"connected": true}` itself, and its last will, which the broker
 * publishes when the connection is lost, says `{"connected": false}`. A report that is newer than the will
 * came from a gate that is back; anything else that is said counts for nothing [DOOR-20].
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/mqtt.html#mqtt-lwt
 */
export function readGateConnection(reply: AwsReply, report: GateReport): ConnectionReading {
  const message = readRetained(reply);
  if (message.kind === "failed") return message;
  if (message.kind === "none") return { kind: "connection", connection: UNKNOWN };
  const { connected } = message.members;
  if (typeof connected !== "boolean") return { kind: "connection", connection: UNKNOWN };
  if (!connected && isNewer(report.reportedAt, message.at)) {
    return {
      kind: "connection",
      connection: { connection: "online", connectionSince: report.reportedAt },
    };
  }
  return {
    kind: "connection",
    connection: { connection: connected ? "online" : "offline", connectionSince: message.at },
  };
}

function isNewer(time: string | null, than: string | null): boolean {
  return time !== null && than !== null && Date.parse(time) > Date.parse(than);
}
