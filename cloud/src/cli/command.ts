/** One command of the CLI: what `--help` shows and what runs. */
export interface Command {
  /** Words after `portcullis`, e.g. `user add`. */
  readonly name: string;
  readonly summary: string;
  /** commander syntax, e.g. `<email>` or `[folders...]`. */
  readonly args: readonly { readonly syntax: string; readonly description: string }[];
  readonly options: readonly Option[];
  readonly examples: readonly string[];
  /** Exit code of a wrong command line; 1 unless given. */
  readonly usageExitCode?: number;
  run(args: readonly string[], options: Options, context: CommandContext): Promise<void>;
}

export interface Option {
  /** commander syntax, e.g. `--groups <names>`. */
  readonly flags: string;
  readonly description: string;
}

/** Values by camel-cased option name; flags without a value are `true`. */
export type Options = Readonly<Record<string, string | boolean | undefined>>;

export interface CommandContext {
  readonly workingFolder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Writes one line to standard output; characters that control a terminal are shown as text. */
  print(line: string): void;
  /** The same for a line with colours, of which everything foreign is made printable already. */
  printStyled(line: string): void;
  /** Writes one line to standard error: progress and hints that a pipe must not see. */
  hint(line: string): void;
}

export const JSON_OPTION: Option = { flags: "--json", description: "print JSON for scripts" };
export const STATE_OPTION: Option = {
  flags: "--state <folder>",
  description: "state folder of the cloud (default: .portcullis)",
};
/** Of a person who is in a pool. */
export const PERSON = "how the person signs in: e-mail address, phone number or user name";

export const STACK_OPTION: Option = {
  flags: "--stack <name>",
  description: "stack to look in, when several have what is needed",
};

export const POOL_OPTION: Option = {
  flags: "--pool <which>",
  description: "user pool, when there are several: its id, name or stack/LogicalId",
};

export const CLIENT_OPTION: Option = {
  flags: "--client <which>",
  description: "app client, when there are several: its id, name or stack/LogicalId",
};

export const BUCKET_OPTION: Option = {
  flags: "--bucket <which>",
  description: "bucket, when there are several: its name or stack/LogicalId",
};

export const API_OPTION: Option = {
  flags: "--api <which>",
  description: "REST API, when there are several: its id, id/stage or stack/LogicalId",
};

export function textOption(options: Options, name: string): string | undefined {
  const value = options[name];
  return typeof value === "string" ? value : undefined;
}

/** Values of an option that may be given several of (`--stack <names...>`). */
export function listOption(options: Options, name: string): string[] {
  const value: unknown = options[name];
  return Array.isArray(value) ? value.map(String) : [];
}

/** Names of an option that takes them separated by commas. */
export function namesIn(text: string | undefined): string[] {
  return (text ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
}
