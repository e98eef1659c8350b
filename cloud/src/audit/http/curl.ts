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
  const words = ["curl", "-i", "--path-as-is", "-X", shellQuoted(method), word([origin, ...partsOf(path)])];
  for (const [name, value] of headers) {
    // `name;` is how curl is told to send one without a value.
    words.push("-H", value === "" ? word([`${name};`]) : word([`${name}: `, ...headerParts(name, value)]));
  }
  if (body === undefined) return words.join(" ");
  if (body.length > BODY_CHARACTERS)
    return `${printed(body)} | ${[...words, "--data-binary", "@-"].join(" ")}`;
  // What begins with @ is the name of a file to curl.
  const flag = body.startsWith("@") ? "--data-raw" : "--data-binary";
  return [...words, flag, word(partsOf(body))].join(" ");
}

/** Nothing of it means anything to a shell within double quotes. */
const PLAIN = /^[\w@%+=:,./?&; -]*$/;

/** One word: its text in quotes that nothing comes out of, its variables in quotes that they are filled into. */
function word(parts: readonly Part[]): string {
  const joined: Part[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (typeof part === "string" && typeof last === "string") joined[joined.length - 1] = last + part;
    else joined.push(part);
  }
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
function printed(body: string): string {
  const steps = runsOf(body).map(({ text, count }) =>
    count === 1
      ? `printf %s ${word(partsOf(text))}`
      : `head -c ${count} /dev/zero | tr '\\0' ${shellQuoted(text)}`,
  );
  return steps.length === 1 ? (steps[0] ?? "") : `{ ${steps.join("; ")}; }`;
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
