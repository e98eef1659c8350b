/** What decides whether a pool starts another environment. */
export interface Growth {
  /** Invocations that wait, and environments that are being started for them. */
  readonly waiting: number;
  readonly starting: number;
  /** Environments that run an invocation now. */
  readonly busy: number;
  /** Mean duration of a run; undefined before the first has ended. */
  readonly runMs: number | undefined;
  /** Mean duration of a start. */
  readonly startMs: number;
  /** How long the first of the line has waited. */
  readonly waitedMs: number;
  readonly isHostSaturated: () => boolean;
}

/**
 * Where no processor time is left, more programs make every run longer and the line no shorter.
 * They are still started for what waits this long: the busy ones may wait for one another.
 */
const SATURATED_PATIENCE_MS = 3_000;

/** Whether a start helps: the line would otherwise wait for longer than a start takes. */
export function wantsAnother(growth: Growth): boolean {
  const { waiting, starting, busy, runMs, startMs, waitedMs } = growth;
  if (waiting <= starting) return false;
  if (busy === 0) return true;
  const patienceMs = growth.isHostSaturated() ? Math.max(startMs, SATURATED_PATIENCE_MS) : startMs;
  if (waitedMs > patienceMs) return true;
  if (runMs === undefined) return patienceMs === startMs;
  return (waiting * runMs) / busy > patienceMs;
}
