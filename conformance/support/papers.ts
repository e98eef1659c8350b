import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..", "..");

/** A block of a paper that people copy into their shell. */
export interface ShellBlock {
  /** Path from the root. */
  readonly paper: string;
  readonly text: string;
}

/** README and guides. */
export const PAPERS: readonly string[] = [
  "README.md",
  ...readdirSync(join(ROOT, "docs", "guides")).map((name) => `docs/guides/${name}`),
];

function paperText(paper: string): string {
  return readFileSync(join(ROOT, paper), "utf8");
}

export function shellBlocks(paper: string): ShellBlock[] {
  return blocksOf(paper, "sh").map((text) => ({ paper, text }));
}

/** Texts of the fenced blocks in `language`. */
export function blocksOf(paper: string, language: string): string[] {
  const fences = [...paperText(paper).matchAll(/^( *)```(\w+)\n([\s\S]*?)^ *```$/gm)];
  return fences.filter(([, , name]) => name === language).map(([, , , text]) => text ?? "");
}

/** The block that has this text. Throws where there is none, or several. */
export function blockWith(paper: string, language: string, containing: string): string {
  const [found, another] = blocksOf(paper, language).filter((text) => text.includes(containing));
  if (found !== undefined && another === undefined) return found;
  throw new Error(`${paper} has not one ${language} block with ${JSON.stringify(containing)}.`);
}

/** The commands of a block: lines that end in `\` go on, comments are none. */
export function commandsOf({ text }: ShellBlock): string[] {
  return text
    .replace(/\\\n\s*/g, "")
    .split("\n")
    .map((line) => line.replace(/(?:^|\s+)# .*$/, "").trim())
    .filter((line) => line !== "");
}
