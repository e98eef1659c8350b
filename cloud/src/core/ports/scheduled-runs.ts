import type { Caller } from "../caller.ts";

/** What became of a call of a target. */
export interface RunCall {
  /** Tells the targets of a rule apart. */
  readonly targetId: string;
  readonly targetArn: string;
  /** `retried`: it failed in a way that may pass, and is tried again. */
  readonly outcome: "delivered" | "refused" | "retried";
  /** Why it was not delivered. */
  readonly error?: { readonly code: string; readonly message: string };
}

/** One time that a schedule called what it calls, when it was due or by hand. */
export interface ScheduledRun {
  /** Id of the request in the trace. */
  readonly request: string;
  /** Epoch milliseconds: when it was due, or run by hand. */
  readonly at: number;
  readonly calls: readonly RunCall[];
}

export interface ScheduleTimes {
  /** When it is due next, in epoch milliseconds; undefined when never more, and while it is off. */
  readonly nextAt: number | undefined;
  /** The last run; undefined before the first. */
  readonly last: ScheduledRun | undefined;
}

/** What no operation of AWS tells of schedules, and does with them. */
export interface ScheduledRuns {
  /** @throws AwsError for who may not read the schedule, and where there is none */
  times(caller: Caller, arn: string): ScheduleTimes;
  /**
   * Calls the target once, now, as a schedule does that is due, and waits for the first attempt of each call.
   * Its beat stays as it is; one that is off is run, too.
   * @throws AwsError for who may not change the schedule, and where there is none
   */
  runNow(caller: Caller, arn: string): Promise<ScheduledRun>;
}
