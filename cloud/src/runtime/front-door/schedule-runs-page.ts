import { AwsError } from "../../core/errors.ts";
import type { ConsoleSchedules } from "../../wire/console-ports.ts";
import type { HttpRequest, HttpResponse } from "../../wire/http.ts";
import { json } from "./json-page.ts";

/**
 * Runs a schedule of the Scheduler, or a rule with a schedule, once and now: no operation of AWS does that.
 * `?arn=` names it; the answer is the run with what became of each of its calls.
 */
export async function runSchedule(
  schedules: Pick<ConsoleSchedules, "runNow">,
  { query }: HttpRequest,
): Promise<HttpResponse> {
  const arn = new URLSearchParams(query).get("arn") ?? "";
  try {
    return json(200, await schedules.runNow(arn));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return json(error.status, { __type: error.code, message: error.message });
  }
}
