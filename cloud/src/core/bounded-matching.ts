import { type Context, createContext, Script } from "node:vm";

/** A pattern that somebody made took too long over a text that somebody else sent. */
export class MatchingTooLong extends Error {}

const WORK = new Script("work()");
let context: Context | undefined;

/** Attempts beyond the first; each has twice the time of the one before. */
const MORE_ATTEMPTS = 6;

/**
 * WIRE-1: runs what matches a pattern that is not this cloud's own, and stops it after some time: one that
 * backtracks for ever would stop the process. It is the processor's time that counts: where others had the
 * processor meanwhile, the work is begun anew, so it must change nothing.
 * @param processorTime of this process, in milliseconds
 * @throws MatchingTooLong, and what the work throws
 */
export function boundedMatching<Result>(
  work: () => Result,
  milliseconds: number,
  processorTime: () => number = ownProcessorTime,
): Result {
  // Only scripts of a context can be stopped. One is enough: making another costs milliseconds.
  context ??= createContext();
  context["work"] = work;
  for (let attempt = 0; ; attempt += 1) {
    const begin = processorTime();
    try {
      return WORK.runInContext(context, { timeout: milliseconds * 2 ** attempt }) as Result;
    } catch (error) {
      if ((error as { readonly code?: unknown } | null)?.code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
      if (attempt < MORE_ATTEMPTS && processorTime() - begin < milliseconds) continue;
      throw new MatchingTooLong(`Stopped after ${milliseconds} ms`);
    }
  }
}

function ownProcessorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
