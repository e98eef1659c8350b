import { relative, resolve } from "node:path";
import { type CloudConfig, DEFAULT_CONFIG, DEFAULT_STATE } from "./config.ts";

/** In what a cloud differs from one that is started without flags, as far as commands have to say it. */
export interface StartedWith {
  /** The state folder, as it is named in the folder where the cloud was started. */
  readonly state?: string | undefined;
  readonly port?: number | undefined;
}

/** @param workingFolder absolute: where the cloud was started */
export function startedWith(
  { stateDir, port }: Pick<CloudConfig, "stateDir" | "port">,
  workingFolder: string,
): StartedWith {
  return {
    state: stateDir === resolve(workingFolder, DEFAULT_STATE) ? undefined : named(stateDir, workingFolder),
    port: port === DEFAULT_CONFIG.port ? undefined : port,
  };
}

/** What is inside of the working folder is named from there; nothing is taken for a flag. */
function named(stateDir: string, workingFolder: string): string {
  const below = relative(workingFolder, stateDir);
  if (below === "" || below === ".." || below.startsWith("../")) return stateDir;
  return /^[-~]/.test(below) ? `./${below}` : below;
}

/** What a shell has to know before `aws` and `sam` ask this cloud, and not AWS. */
export const CREDENTIALS = 'eval "$(npx portcullis env)"';

/** TRACE-10: pasted into a shell that is set up for AWS, a command of its client asks this cloud all the same. */
export function askingThisCloud(command: string): string {
  return command.startsWith("aws ") ? `(${CREDENTIALS} && ${command})` : command;
}

/** They ask no cloud: what has no such flag, and help. */
const WITHOUT_CLOUD = /^npx portcullis (?:check\b|.*--help$)/;
const COMMAND = /npx portcullis /g;
/** A word as `shellQuoted` makes it, or a character that ends no command in a text or a shell. */
const NEXT = /'[^'\n]*'|\\'|"\$\(printf '[^'\n]*'\)"|[^'"\n`()&\\]/y;

/** Blanks and the full stop of a sentence are none of the command. */
function ofCommands(text: string, change: (command: string) => string): string {
  let changed = "";
  let done = 0;
  for (const { index, 0: start } of text.matchAll(COMMAND)) {
    if (index < done) continue;
    const end = endOfCommand(text, index + start.length);
    changed += text.slice(done, index) + change(text.slice(index, end));
    done = end;
  }
  return changed + text.slice(done);
}

function endOfCommand(text: string, from: number): number {
  NEXT.lastIndex = from;
  let end = from;
  for (let found = NEXT.exec(text); found !== null; found = NEXT.exec(text)) end = NEXT.lastIndex;
  while (end > from && /[\s.]/.test(text.charAt(end - 1))) end -= 1;
  return end;
}

/** `npx portcullis …` and `npm start` in `text`, for the state folder that was given. */
export function withState(text: string, state: string | undefined): string {
  if (state === undefined) return text;
  const flag = `--state ${shellQuoted(state)}`;
  if (/^npm start(?= --(?: |$))/.test(text)) return text.includes("--state ") ? text : `${text} ${flag}`;
  if (text === "npm start") return `npm start -- ${flag}`;
  return ofCommands(text, (command) =>
    command.includes("--state ") || WITHOUT_CLOUD.test(command) ? command : `${command} ${flag}`,
  );
}

/** `npx portcullis …` in `text`, for a cloud that was started so: what starts it anew keeps its port, too. */
export function forCloud(text: string, { state, port }: StartedWith): string {
  const withPort =
    port === undefined
      ? text
      : ofCommands(text, (command) =>
          /^npx portcullis up\b/.test(command) && !command.includes("--port ")
            ? `${command} --port ${port}`
            : command,
        );
  return withState(withPort, state);
}

/** Those that control a terminal, or turn the direction of text. */
const CONTROL = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;
const NOT_PLAIN = /[^\w./-]/gu;
const octal = (character: string): string =>
  [...Buffer.from(character)].map((byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");

/** CON-26: one word for a POSIX shell, whatever is in it. */
export function shellQuoted(text: string): string {
  // Pasted as they are, control characters would be keys that are pressed.
  if (CONTROL.test(text)) return `"$(printf '${text.replace(NOT_PLAIN, octal)}')"`;
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
