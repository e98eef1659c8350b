export interface Interpreter {
  /** Absolute path of the program itself, not of a version manager's stub. */
  readonly path: string;
  /** As runtimes name it: `3.12` of Python, `17` of Java, `3.3` of Ruby. */
  readonly version: string;
}

export type InterpreterChoice =
  | {
      readonly interpreter: Interpreter;
      /** Said where the version is not the runtime's; undefined where it is. */
      readonly warning: string | undefined;
    }
  /** Why there is none, with what helps. */
  | { readonly missing: string };

/** Where the interpreters of one family may be. */
export interface InterpreterPlaces {
  /** What the family's flag names: a path or a program on PATH. It is used whatever its version is. */
  readonly chosen?: string | undefined;
  /** The environment of the person: PATH, HOME and what version managers set. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Asks a program what it is; undefined for one of another kind, or that does not run. */
  readonly ask?: AskInterpreter;
}

export type AskInterpreter = (file: string) => Interpreter | undefined;

/** The interpreter for a runtime such as `python3.12`. Looked for once for each runtime. */
export type FamilyFinder = (runtime: string) => InterpreterChoice;

export const ASK_LIMIT_MS = 10_000;

/** What is missing is looked for again: it may be installed while the cloud runs. */
export function rememberFound(choose: FamilyFinder): FamilyFinder {
  const known = new Map<string, InterpreterChoice>();
  return (runtime) => {
    const choice = known.get(runtime) ?? choose(runtime);
    if (!("missing" in choice)) known.set(runtime, choice);
    return choice;
  };
}

export function rememberAnswers(ask: AskInterpreter): AskInterpreter {
  const answers = new Map<string, Interpreter>();
  return (file) => {
    const answer = answers.get(file) ?? ask(file);
    if (answer !== undefined) answers.set(file, answer);
    return answer;
  };
}

/** Keys and tokens are no tool's business, and functions may read what runs beside them [LAM-16]. */
const WITHHELD = /^(?:AWS|PORTCULLIS|npm)_/;

/** What a tool of the machine gets of the person's environment. */
export function toolEnvironment(environment: InterpreterPlaces["environment"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && !WITHHELD.test(entry[0]),
    ),
  );
}
