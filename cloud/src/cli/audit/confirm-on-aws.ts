import type { Check } from "../../audit/check.ts";
import type { AuditTarget } from "../../audit/target.ts";
import { UserError } from "../../core/errors.ts";
import { askText, hasTerminal } from "../ask.ts";
import { type CommandContext, type Options, textOption } from "../command.ts";

export interface PlanParts {
  readonly checks: readonly Check[];
  readonly stacks: readonly string[];
}

/** What a run on AWS does, before its first call. */
function planLines({ title }: Pick<AuditTarget, "title">, { checks, stacks }: PlanParts): readonly string[] {
  const count = (mode: Check["mode"]): number => checks.filter((check) => check.mode === mode).length;
  return [
    `The audit of ${stacks.join(", ")} in ${title}:`,
    `  reads the configuration of the stacks (${count("c")} checks read only)`,
    `  calls APIs, user pools and hosted pages as a stranger does (${count("h")} checks)`,
    `  makes about a dozen users portcullis-audit-…@example.com without messages, signs in as them, and removes them (${count("u")} checks)`,
    "  keeps a token of a removed user in the state folder until it has ended, for the next run to send (TOK-08)",
    `  leaves out what is for the local cloud alone (${count("L")} checks)`,
    "It calls a route with a good token only where portcullis.json declares it safe or a model refuses the body,",
    "and never a bucket, a topic, or an account of somebody else. Triggers of the pool run for its users.",
    "Some hundred calls; each user that signs in counts as one monthly active user.",
  ];
}

/**
 * AUDIT-5: nothing is called before the name of the stack was typed, or given with `--confirm`.
 * @throws UserError when it was not
 */
export async function confirmOnAws(
  target: AuditTarget,
  parts: PlanParts,
  options: Options,
  context: Pick<CommandContext, "hint">,
  ask: typeof askText = askText,
): Promise<void> {
  for (const line of planLines(target, parts)) context.hint(line);
  const [name = ""] = parts.stacks;
  const given = textOption(options, "confirm");
  if (given !== undefined) {
    if (given === name) return;
    throw new UserError(
      `--confirm says ${JSON.stringify(given)}, and the first stack is ${name}: nothing was called.`,
    );
  }
  if (!hasTerminal()) {
    throw new UserError(`There is no terminal to answer at. Say so with --confirm ${name}.`);
  }
  const answer = await ask({ message: `Type ${name} to begin` });
  if (answer !== name) throw new UserError("Nothing was called.");
}
