import type { ApiClient } from "../../lib/api/api-client";
import { ApiProblem, problemKindOf } from "../../lib/api/api-problem";
import { callIfOffered } from "../../lib/api/call-if-offered";
import type { Command, Connection, GateState, Report } from "./gate-view";

const STATE_PATH = "/gates/state";
const STATES: readonly GateState[] = ["opening", "open", "closing", "closed", "unknown"];
const CONNECTIONS: readonly Connection[] = ["online", "offline", "unknown"];

/** @throws {ApiProblem} of kind `notOffered` when the API has no such endpoint */
export async function readGate(api: ApiClient): Promise<Report> {
  try {
    return parseReport(await callIfOffered(api, { method: "GET", path: STATE_PATH }));
  } catch (error) {
    throw problemKindOf(error) === "notFound" ? new ApiProblem("notOffered") : error;
  }
}

export async function commandGate(api: ApiClient, command: Command, scope: string): Promise<void> {
  const body = { topic: "controlGate", message: command };
  await api.call({ method: "POST", path: "/gates/control", body, scope });
}

/** A report nobody understands is no report. */
function parseReport(body: unknown): Report {
  const fields: Record<string, unknown> = typeof body === "object" && body !== null ? { ...body } : {};
  const state = STATES.find((name) => name === fields["state"]);
  // An API that knows nothing of connections leaves it out.
  const connection = CONNECTIONS.find((name) => name === (fields["connection"] ?? "unknown"));
  const reportedAt = dateIn(fields["reportedAt"]);
  const connectionSince = dateIn(fields["connectionSince"]);
  if (
    state === undefined ||
    connection === undefined ||
    reportedAt === undefined ||
    connectionSince === undefined
  ) {
    throw new ApiProblem("failed", "The gate's report has an unknown form.");
  }
  return { state, reportedAt, connection, connectionSince };
}

/** @returns undefined of what is no date */
function dateIn(value: unknown): string | null | undefined {
  if (value === undefined || value === null) return null;
  return typeof value === "string" && !Number.isNaN(Date.parse(value)) ? value : undefined;
}
