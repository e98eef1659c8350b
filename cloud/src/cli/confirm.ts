import { UserError } from "../core/errors.ts";
import { askYesOrNo, hasTerminal } from "./ask.ts";
import type { Options } from "./command.ts";

interface Otherwise {
  /** What a script says instead of answering. */
  readonly flags: string;
  /** What is said after a no. */
  readonly refusal: string;
}

/** Asks before something is made or destroyed; `--yes` answers for scripts [DEPLOY-3]. */
export async function assertConfirmed(
  question: string,
  options: Options,
  { flags = "--yes", refusal = "Nothing was changed." }: Partial<Otherwise> = {},
): Promise<void> {
  if (options["yes"] === true) return;
  if (!hasTerminal()) {
    throw new UserError(`${question} There is no terminal to answer at. Say so with ${flags}.`);
  }
  if (!(await askYesOrNo(question))) throw new UserError(refusal);
}

export const YES_OPTION = { flags: "--yes", description: "do not ask" };
