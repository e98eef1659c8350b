import { UserError } from "../core/errors.ts";
import { shellQuoted, withState } from "../core/shown-commands.ts";

/** How a start was written: `npm start --` or `npx portcullis`, and the words behind it. */
export interface Invocation {
  readonly program: string;
  readonly words: readonly string[];
}

/** @param argv of the process */
export function invocationOf(argv: readonly string[], environment: NodeJS.ProcessEnv): Invocation {
  const byNpm = environment["npm_lifecycle_event"] === "start";
  return { program: byNpm ? "npm start --" : "npx portcullis", words: argv.slice(2) };
}

const CHANGED_START = /^npx portcullis up((?: --[a-z-]+ \S+)+)$/;

/** A mistake of a start: its hint is the same start with other flags, and others name its state folder. */
export function withGivenFlags(error: unknown, { program, words }: Invocation): unknown {
  if (!(error instanceof UserError) || error.nextCommand === undefined) return error;
  const flags = CHANGED_START.exec(error.nextCommand)?.[1]?.trim().split(" ");
  const next =
    flags === undefined
      ? withState(error.nextCommand, stateIn(words))
      : `${program} ${changed(words, flags).map(shellQuoted).join(" ")}`;
  return new UserError(error.message, next);
}

/** The value of `--state` among the words of a command line. */
export function stateIn(words: readonly string[]): string | undefined {
  const joined = words.find((word) => word.startsWith("--state="));
  if (joined !== undefined) return joined.slice("--state=".length);
  const at = words.indexOf("--state");
  return at === -1 ? undefined : words[at + 1];
}

/** @param flags name and value by turns */
function changed(words: readonly string[], flags: readonly string[]): string[] {
  const result = [...words];
  for (let index = 0; index < flags.length; index += 2) {
    const [flag = "", value = ""] = flags.slice(index, index + 2);
    const joined = result.findIndex((word) => word.startsWith(`${flag}=`));
    const apart = result.indexOf(flag);
    if (joined !== -1) result[joined] = `${flag}=${value}`;
    else if (apart !== -1) result[apart + 1] = value;
    else result.push(flag, value);
  }
  return result;
}
