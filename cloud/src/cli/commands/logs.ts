import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import pc from "picocolors";
import { UserError } from "../../core/errors.ts";
import { hasPart } from "../../core/part-of-name.ts";
import { printableLines } from "../../core/printable.ts";
import { FunctionLogs, type LoggedLine } from "../../runtime/logs/function-logs.ts";
import { readSettings } from "../../runtime/settings.ts";
import { runningCloud } from "../../runtime/state/running-file.ts";
import { type Command, type CommandContext, type Options, STATE_OPTION, textOption } from "../command.ts";

const LOOK_EVERY_MS = 200;
const LINES = "20";

/** `portcullis logs`: what functions print, and the lines of the platform around each run. */
export const logs: Command = {
  name: "logs",
  summary: "Show what the functions print.",
  args: [{ syntax: "[functions...]", description: "parts of the names of functions (default: all of them)" }],
  options: [
    { flags: "-t, --tail", description: "the same as --follow" },
    { flags: "-f, --follow", description: "go on with every new line, until Ctrl-C or the end of the cloud" },
    {
      flags: "--lines <number>",
      description: `the last lines of each function, all in the order of time (default: ${LINES})`,
    },
    STATE_OPTION,
  ],
  examples: ["npx portcullis logs", "npx portcullis logs -f", "npx portcullis logs Hello --lines 100"],
  run: async (words, options, context) => {
    const stateDir = stateDirOf(options, context);
    const reader = new FunctionLogs(join(stateDir, "logs"), words);
    const follows = isFollowed(options);
    if (!follows) assertKnown(reader, words);
    const print = (lines: readonly LoggedLine[]): void => {
      for (const line of lines) for (const text of shown(line)) context.print(text);
    };
    const last = reader.tail(lineCount(options));
    print(last);
    if (!follows) return;
    if (last.length === 0) context.hint(`${nothingYet(reader, words)} Waiting.`);
    while (runningCloud(stateDir) !== undefined) {
      await after(LOOK_EVERY_MS);
      print(reader.news());
    }
  },
};

function stateDirOf(options: Options, { environment, workingFolder }: CommandContext): string {
  const state = textOption(options, "state");
  const { config } = readSettings(state === undefined ? {} : { state }, environment, workingFolder);
  if (isFollowed(options) && runningCloud(config.stateDir) === undefined) {
    throw new UserError(`No cloud is running with the state folder ${config.stateDir}.`, "npm start");
  }
  return config.stateDir;
}

/** `--tail` is the word of `aws` and `sam` for it. */
function isFollowed(options: Options): boolean {
  return options["follow"] === true || options["tail"] === true;
}

function lineCount(options: Options): number {
  const text = textOption(options, "lines") ?? LINES;
  if (!/^\d{1,6}$/.test(text))
    throw new UserError(`--lines takes a number; ${JSON.stringify(text)} is none.`);
  return Number(text);
}

function assertKnown(reader: FunctionLogs, words: readonly string[]): void {
  const names = reader.functionNames();
  if (names.length === 0) throw new UserError(nothingYet(reader, words), "npx portcullis logs -f");
  if (unknownWord(names, words) !== undefined) throw new UserError(nothingYet(reader, words));
}

/** Why there is nothing to show: no function has printed, or none of these names. */
function nothingYet(reader: FunctionLogs, words: readonly string[]): string {
  const names = reader.functionNames();
  const unknown = unknownWord(names, words);
  if (names.length === 0 || unknown === undefined) return "No function has printed anything yet.";
  return `No function with ${JSON.stringify(unknown)} in its name has printed anything. There are: ${names.join(", ")}.`;
}

function unknownWord(names: readonly string[], words: readonly string[]): string | undefined {
  return words.find((word) => !names.some((name) => hasPart(name, word)));
}

/**
 * What a function prints may come from its callers: it cannot move the cursor; tabs stay. A text of several
 * lines is shown as such. Times are in UTC.
 */
export function shown({ functionName, text, at }: LoggedLine): string[] {
  const when = new Date(at).toISOString().slice(11, 23);
  const lines = printableLines(text.replace(/\r$/, ""));
  return lines.map((line) => `${pc.dim(`${when} ${functionName}`)} ${line}`);
}
