import type { ApiClient } from "../../lib/api/api-client";
import { ApiProblem, problemKindOf } from "../../lib/api/api-problem";
import { callIfOffered } from "../../lib/api/call-if-offered";
import type { Command, GateState, Report } from "./gate-view";

const STATE_PATH = "/gates/state";
const STATES: readonly GateState[] = ["opening", "open", "closing", "closed", "unknown"];

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
  const reportedAt = fields["reportedAt"] ?? null;
  const dated =
    reportedAt === null || (typeof reportedAt === "string" && !Number.isNaN(Date.parse(reportedAt)));
  if (state === undefined || !dated) throw new ApiProblem("failed", "The gate's report has an unknown form.");
  return { state, reportedAt: reportedAt as string | null };
}
