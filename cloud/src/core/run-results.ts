import type { AwsError } from "./errors.ts";
import type { RunCall, ScheduledRun } from "./ports/scheduled-runs.ts";

/** Which run, before anything became of it. */
export type BegunRun = Omit<ScheduledRun, "calls">;

/** What became of runs: told by deliveries, for who waits for a run and for who keeps the last one. */
export interface RunResults {
  /** The run, once each of its calls was tried; with those that were, when the cloud ends before. */
  settled(run: BegunRun, calls: number): Promise<ScheduledRun>;
  tell(run: BegunRun, call: RunCall): void;
  close(): void;
}

interface Attempt extends Pick<RunCall, "outcome"> {
  readonly error?: AwsError;
}

interface Waiting {
  readonly calls: number;
  run: ScheduledRun;
  readonly resolve: (run: ScheduledRun) => void;
}

export function createRunResults(): RunResults {
  const waiting = new Map<string, Waiting>();
  return {
    settled: (begun, calls) => {
      const run = { ...begun, calls: [] };
      if (calls === 0) return Promise.resolve(run);
      return new Promise((resolve) => void waiting.set(begun.request, { calls, run, resolve }));
    },
    tell: ({ request }, call) => {
      const one = waiting.get(request);
      if (one === undefined) return;
      one.run = withCall(one.run, call);
      if (one.run.calls.length < one.calls) return;
      waiting.delete(request);
      one.resolve(one.run);
    },
    close: () => {
      for (const { resolve, run } of waiting.values()) resolve(run);
      waiting.clear();
    },
  };
}

/** A call of the target, with what became of it. */
export function runCall(
  target: Pick<RunCall, "targetId" | "targetArn">,
  { outcome, error }: Attempt,
): RunCall {
  if (error === undefined) return { ...target, outcome };
  return { ...target, outcome, error: { code: error.code, message: error.message } };
}

/** The last run with what became of a call; undefined where that is of one before it. */
export function lastRun(
  known: ScheduledRun | undefined,
  run: BegunRun,
  call: RunCall,
): ScheduledRun | undefined {
  if (known?.request === run.request) return withCall(known, call);
  return known !== undefined && known.at > run.at ? undefined : { ...run, calls: [call] };
}

/** A call that is tried again takes the place of what it was before. */
function withCall(run: ScheduledRun, call: RunCall): ScheduledRun {
  const others = run.calls.filter(({ targetId }) => targetId !== call.targetId);
  return { ...run, calls: [...others, call] };
}
