import type { AccessMatrix, Cell, Column, Row } from "../matrix.ts";
import { fold } from "./fold.ts";
import { proofText } from "./text.ts";

/** The matrix for a page or a pull request. */
export function markdownOf(matrix: AccessMatrix, state?: string): string[] {
  const { columns, without, sections } = fold(matrix);
  return [
    "# Who may reach what",
    "",
    ...sections.flatMap(({ title, about, rows, folded }) => [
      `## ${safe(title)}`,
      "",
      ...(about === "" ? [] : [`${safe(about)}.`, ""]),
      ...(rows.length === 0 ? [] : [...tableOf(rows, columns), ""]),
      ...folded.flatMap((line) => [safe(line), ""]),
    ]),
    ...(without.length === 0 ? [] : [`Left out, no in every row: ${safe(without.join(", "))}.`, ""]),
    ...(matrix.notes.length === 0
      ? []
      : ["## Mind", "", ...matrix.notes.map(({ sentence, trap }) => `- ${safe(sentence)} (${trap})`), ""]),
    ...matrix.notShown.map((line) => `- Not shown: ${safe(line)}`),
    ...(matrix.proof === undefined ? [] : ["", ...proofText(matrix.proof, state).map(safe)]),
  ];
}

function tableOf(rows: readonly Row[], columns: readonly Column[]): string[] {
  return [
    `| | ${columns.map(({ title }) => safe(title)).join(" | ")} | who |`,
    `| --- |${columns.map(() => " :-: |").join("")} --- |`,
    ...rows.map((row) => {
      const said = row.said === undefined ? "" : ` Said, not proved: ${safe(row.said)}`;
      const cells = columns.map(({ key }) => wordOf(row.cells[key]));
      return `| ${safe(row.title)} | ${cells.join(" | ")} | ${safe(row.summary)}${said} |`;
    }),
  ];
}

/** Yes is loud and no is quiet. */
function wordOf(cell: Cell | undefined): string {
  if (cell === undefined || cell.verdict === "no") return "·";
  return cell.verdict === "yes" ? "**yes**" : `if ${safe((cell.conditions ?? []).join(" and "))}`;
}

/** Names come from templates and clouds: they are text, never markup. */
function safe(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>|#!~]/g, (mark) => `\\${mark}`).replaceAll(/\s+/g, " ");
}
