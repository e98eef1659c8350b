import { readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..", "..");

/** A step of a paper, `**1. Open the gate.** …`, and what of it nobody has used yet. */
export interface TourStep {
  /** `1. Open the gate` */
  readonly title: string;
  /** Marks words of the step as used, and hands them back. Throws where the step does not quote them. */
  take(words: string): string;
  /** The shell block that has this text. */
  block(containing: string): string;
  /** What a block without a language shows of an answer, line by line. */
  sample(): string[];
  /** A number that stands before these words: `91 attacks`. */
  count(words: string): number;
  /** Commands, addresses, buttons and samples that nothing of a test has used. */
  unused(): string[];
}

const FENCED = /^```(\w*)\n([\s\S]*?)^```$/gm;
/** Code, `<http…>`, and *words on a button*. */
const QUOTED = /`([^`]+)`|<(https?:[^>]+)>|(?<![*\w])\*([^*\n]+)\*(?!\*)/g;

/** The steps below a heading of the second level. */
export function tourOf(paper: string, heading: string): TourStep[] {
  const text = readFileSync(join(ROOT, paper), "utf8");
  const [, section = ""] = text.split(`\n## ${heading}\n`);
  const body = section.split("\n## ")[0] ?? "";
  return body
    .split(/^(?=\*\*\d+\. )/m)
    .slice(1)
    .map(stepOf);
}

function stepOf(text: string): TourStep {
  const [, title = ""] = /^\*\*(\d+\. .+?)\.?\*\*/.exec(text) ?? [];
  const blocks = [...text.matchAll(FENCED)].map(([, language = "", body = ""]) => ({ language, body }));
  const prose = text.replaceAll(FENCED, "").replaceAll("**", "");
  const quoted = [...prose.matchAll(QUOTED)].map(
    ([, code, address, words]) => code ?? address ?? words ?? "",
  );
  const left = new Set([...quoted, ...blocks.map(({ body }) => body)]);
  const take = (words: string): string => {
    if (!quoted.includes(words) && !blocks.some(({ body }) => body === words)) {
      throw new Error(`"${title}" does not say ${JSON.stringify(words)}.`);
    }
    left.delete(words);
    return words;
  };
  const block = (language: string, containing: string): string => {
    const [found, another] = blocks.filter(
      (one) => one.language === language && one.body.includes(containing),
    );
    if (found !== undefined && another === undefined) return take(found.body);
    throw new Error(`"${title}" has not one block with ${JSON.stringify(containing)}.`);
  };
  return {
    title,
    take,
    block: (containing) => block("sh", containing),
    sample: () => block("", "").trimEnd().split("\n"),
    count: (words) => Number(new RegExp(`(\\d+) ${words}`).exec(prose)?.[1]),
    unused: () => [...left],
  };
}
