import { shellQuoted } from "../../core/shown-commands.ts";
import type { Sent } from "./send.ts";
import { headerParts, type Part, partsOf } from "./without-secrets.ts";

/** A body beyond this is not written out: a shell takes no word of any length. */
const BODY_CHARACTERS = 4_096;
/** As many equal characters are told by their number. */
const RUN = 64;

/**
 * AUDIT-17: one line that a POSIX shell takes as it is, whole; variables stand for secrets.
 * `placeholderLines` says where their values come from.
 */
export function curlOf({ method, origin, path, headers, body }: Sent): string {
  const url = word([origin, ...partsOf(path)]);
  // Brackets and braces of an address are no ranges.
  const words = ["curl", "-i", "--globoff", "--path-as-is", ...methodWords(method, body), url];
  for (const [name, value] of headers) {
    // `name;` is how curl is told to send one without a value.
    words.push("-H", value === "" ? word([`${name};`]) : word([`${name}: `, ...headerParts(name, value)]));
  }
  if (body === undefined) return words.join(" ");
  const parts = partsOf(body);
  if (body.length > BODY_CHARACTERS || parts.some(isLost))
    return `${printed(parts)} | ${[...words, "--data-binary", "@-"].join(" ")}`;
  // What begins with @ is the name of a file to curl.
  const flag = body.startsWith("@") ? "--data-raw" : "--data-binary";
  return [...words, flag, word(parts)].join(" ");
}

/** An answer to HEAD has no body to wait for. */
function methodWords(method: string, body: string | undefined): string[] {
  return method === "HEAD" && body === undefined ? ["--head"] : ["-X", shellQuoted(method)];
}

/** What no word of a shell holds, or not at the end of what a command has printed into it. */
function isLost(part: Part): boolean {
  return typeof part === "string" && /\0|\n$/.test(part);
}

/** Nothing of it means anything to a shell within double quotes. */
const PLAIN = /^[\w@%+=:,./?&; -]*$/;

/** One word: its text in quotes that nothing comes out of, its variables in quotes that they are filled into. */
function word([first = "", ...others]: readonly Part[]): string {
  const [second] = others;
  const joined =
    typeof first === "string" && typeof second === "string"
      ? [first + second, ...others.slice(1)]
      : [first, ...others];
  const [text, last] = joined;
  if (joined.length === 2 && typeof text === "string" && typeof last === "object" && PLAIN.test(text)) {
    return `"${text}$${last.variable}"`;
  }
  const texts = joined.map((part) =>
    typeof part === "string" ? (part === "" ? "" : shellQuoted(part)) : `"$${part.variable}"`,
  );
  return texts.join("") || "''";
}

/** What prints a long body: runs of a character by their number, the rest as it is. */
function printed(parts: readonly Part[]): string {
  const steps = parts.flatMap((part) =>
    typeof part === "string" ? runsOf(part).map(printedRun) : [`printf %s ${word([part])}`],
  );
  return steps.length === 1 ? (steps[0] ?? "") : `{ ${steps.join("; ")}; }`;
}

function printedRun({ text, count }: Run): string {
  if (count > 1) return `head -c ${count} /dev/zero | tr '\\0' ${octal(text)}`;
  return isLost(text) ? `printf ${octal(text)}` : `printf %s ${word([text])}`;
}

/** As `printf` and `tr` read bytes, in a word that a shell takes as it is. */
function octal(text: string): string {
  const bytes = [...Buffer.from(text)].map((byte) => `\\${byte.toString(8).padStart(3, "0")}`);
  return `'${bytes.join("")}'`;
}

interface Run {
  readonly text: string;
  readonly count: number;
}

function runsOf(body: string): readonly Run[] {
  const runs: Run[] = [];
  let plain = "";
  for (let start = 0; start < body.length; ) {
    const character = body[start] ?? "";
    let end = start + 1;
    while (body[end] === character) end += 1;
    // `tr` knows bytes.
    if (end - start < RUN || character > "~") plain += body.slice(start, end);
    else {
      if (plain !== "") runs.push({ text: plain, count: 1 });
      plain = "";
      runs.push({ text: character, count: end - start });
    }
    start = end;
  }
  return plain === "" ? runs : [...runs, { text: plain, count: 1 }];
}
