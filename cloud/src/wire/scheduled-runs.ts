import type { Caller } from "../core/caller.ts";
import { AwsError } from "../core/errors.ts";
import type { Authorization, Question } from "../core/ports/authorization.ts";
import type { ScheduledRuns, ScheduleTimes } from "../core/ports/scheduled-runs.ts";
import type { Trace } from "../core/ports/trace.ts";
import type { Randomness } from "../core/randomness.ts";
import type { BegunRun, RunResults } from "../core/run-results.ts";
import { nameOf } from "./call-trace.ts";
import { contextOf } from "./pipeline.ts";
import type { Tags } from "./tag-keys.ts";

/** The schedules of a service, by what names them. */
export interface RunnableSchedules<Key extends { readonly name: string }> {
  /** Name of the service in traces. */
  readonly service: string;
  /** @throws AwsError for what names no schedule of the service */
  keyOf(arn: string): Key;
  /** What who reads the schedule is asked, and who changes it; a later question may need what is there. */
  read(key: Key): Iterable<Question>;
  change(key: Key): Iterable<Question>;
  readonly tagsOf: (arn: string) => Tags | undefined;
  /** @throws AwsError where there is none */
  times(key: Key): ScheduleTimes;
  /**
   * Puts its calls on their way, as a schedule does that is due now.
   * @throws AwsError where there is none
   */
  send(key: Key): { readonly run: BegunRun; readonly calls: number };
}

export interface ScheduledRunsParts {
  readonly authorization: Authorization;
  readonly trace: Trace;
  readonly randomness: Pick<Randomness, "uuid">;
  readonly results: RunResults;
}

/** Runs schedules by hand, for who may change them [SCH-6] [EVT-11]. */
export function createScheduledRuns<Key extends { readonly name: string }>(
  schedules: RunnableSchedules<Key>,
  { authorization, trace, randomness, results }: ScheduledRunsParts,
): ScheduledRuns {
  const { service, keyOf, read, change, times, send } = schedules;
  const assertAllowed = (caller: Caller, questions: Iterable<Question>): void => {
    for (const question of questions) {
      const context = contextOf(schedules, question);
      const { allowed, message, why } = authorization.decide({ ...question, caller, context });
      if (allowed) continue;
      const error = new AwsError("AccessDeniedException", message, 403);
      throw why === undefined ? error : error.because(why);
    }
  };
  const traced = (caller: Caller, name: string, request: string) => ({
    ...{ request, service, operation: name, step: "run-now", who: nameOf(caller), ms: 0 },
  });
  const refused = (caller: Caller, name: string, error: AwsError): void => {
    const { status, code, message, why } = error;
    trace.record({
      ...traced(caller, name, randomness.uuid()),
      verdict: "deny",
      ...(why === undefined ? {} : { why }),
      wire: { status, code, message },
    });
  };
  return {
    times: (caller, arn) => {
      const key = keyOf(arn);
      assertAllowed(caller, read(key));
      return times(key);
    },
    runNow: async (caller, arn) => {
      const key = keyOf(arn);
      try {
        assertAllowed(caller, change(key));
        const { run, calls } = send(key);
        trace.record({ ...traced(caller, key.name, run.request), verdict: "allow" });
        return await results.settled(run, calls);
      } catch (error) {
        if (error instanceof AwsError) refused(caller, key.name, error);
        throw error;
      }
    },
  };
}
