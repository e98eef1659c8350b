import { type Context, createContext, Script } from "node:vm";

/** A pattern that somebody made took too long over a text that somebody else sent. */
export class MatchingTooLong extends Error {}

const WORK = new Script("work()");
let context: Context | undefined;

/**
 * WIRE-1: runs what matches a pattern that is not this cloud's own, and stops it after some time: one that
 * backtracks for ever would stop the process.
 * @throws MatchingTooLong, and what the work throws
 */
export function boundedMatching<Result>(work: () => Result, milliseconds: number): Result {
  // Only scripts of a context can be stopped. One is enough: making another costs milliseconds.
  context ??= createContext();
  context["work"] = work;
  try {
    return WORK.runInContext(context, { timeout: milliseconds }) as Result;
  } catch (error) {
    if ((error as { readonly code?: unknown } | null)?.code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
    throw new MatchingTooLong(`Stopped after ${milliseconds} ms`);
  }
}
