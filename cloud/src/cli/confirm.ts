import { UserError } from "../core/errors.ts";
import type { Options } from "./command.ts";

/** Asks before something is destroyed; `--yes` answers for scripts. */
export async function assertConfirmed(question: string, options: Options): Promise<void> {
  if (options["yes"] === true) return;
  if (!process.stdin.isTTY) throw new UserError(`${question} Say so with --yes.`);
  const { confirm, isCancel } = await import("@clack/prompts");
  const answer = await confirm({ message: question, initialValue: false, output: process.stderr });
  if (isCancel(answer) || !answer) throw new UserError("Nothing was changed.");
}

export const YES_OPTION = { flags: "--yes", description: "do not ask" };
