import { UserError } from "../core/errors.ts";
import { askYesOrNo as askAtTerminal, hasTerminal } from "./ask.ts";
import type { Options } from "./command.ts";

export interface Otherwise {
  /** What a script says instead of answering. */
  readonly flags: string;
  /** What is said after a no. */
  readonly refusal: string;
  /** Who is asked; `undefined` where there is no terminal. */
  readonly askYesOrNo: ((question: string) => Promise<boolean>) | undefined;
}

/** Asks before something is made or destroyed; `--yes` answers for scripts [DEPLOY-3]. */
export async function assertConfirmed(
  question: string,
  options: Options,
  otherwise: Partial<Otherwise> = {},
): Promise<void> {
  if (options["yes"] === true) return;
  const { flags, refusal, askYesOrNo } = { ...atTerminal(), ...otherwise };
  if (askYesOrNo === undefined) {
    throw new UserError(`${question} There is no terminal to answer at. Say so with ${flags}.`);
  }
  if (!(await askYesOrNo(question))) throw new UserError(refusal);
}

function atTerminal(): Otherwise {
  return {
    flags: "--yes",
    refusal: "Nothing was changed.",
    askYesOrNo: hasTerminal() ? askAtTerminal : undefined,
  };
}

export const YES_OPTION = { flags: "--yes", description: "do not ask" };
