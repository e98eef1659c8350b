import { shellQuoted } from "../../core/shown-commands.ts";

/** Sentences have at most this many characters [TRACE-4]. */
export const LONGEST_SENTENCE = 160;

/** The part of an ARN that people know: `topic/orders`. */
export function resourceName(arn: string): string {
  if (!arn.startsWith("arn:")) return arn;
  const parts = arn.split(":");
  if (parts[2] === "execute-api") return (parts[5] ?? "").split("/").slice(2).join("/") || arn;
  if (parts[2] === "lambda" && parts[5] === "function") return parts[6] ?? arn;
  return parts.slice(5).join(":") || arn;
}

/** A text of several lines, such as the message of an error, as part of a sentence. */
export function oneSentence(text: string): string {
  const lines = text.split(/[\r\n]/).map((line) => line.trim());
  return lines.filter((line) => line !== "").join(" ");
}

const LONG_NAME = 24;

/** Long ids are shortened in the middle: `Editors-o98…xen73`. */
export function shortName(name: string): string {
  return name.length <= LONG_NAME ? name : `${name.slice(0, 11)}…${name.slice(-5)}`;
}

/** Every long word of a text shortened, but not addresses: those are compared to the letter. */
export function withShortNames(text: string): string {
  return text.replace(/[^\s`"',;()[\]]{25,}/g, (word) => (word.includes("://") ? word : shortName(word)));
}

/** `a`, `a or b`, `a, b or c`; at most four, then how many more. */
export function alternatives(names: readonly string[], none = "nothing"): string {
  return joined(names, "or", none);
}

/** `a`, `a and b`, `a, b and c`; at most four, then how many more. */
export function enumerated(names: readonly string[]): string {
  return joined(names, "and", "nothing");
}

function joined(names: readonly string[], word: "and" | "or", none: string): string {
  const shown = names.slice(0, 4);
  const rest = names.length - shown.length;
  if (rest > 0) return `${shown.join(", ")} ${word} ${rest} more`;
  if (shown.length < 2) return shown[0] ?? none;
  return `${shown.slice(0, -1).join(", ")} ${word} ${shown[shown.length - 1]}`;
}

/**
 * TRACE-10: a name from outside as one word of a command to paste. Where there is none, or it would be read as a
 * flag or as the end of a sentence, `<placeholder>` is left to whoever types.
 */
export function argument(name: string, placeholder = "name"): string {
  return /^$|^-|\.$/.test(name) ? `<${placeholder}>` : shellQuoted(name);
}

/** `8 s`, `12 min`, `3 h`, `5 days`. */
export function duration(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}

export function cutTo(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
