import { withState } from "../../core/shown-commands.ts";
import type { AccessMatrix, Cell, Column, ProofSummary, Row, Verdict } from "../matrix.ts";
import { type Folded, fold } from "./fold.ts";

const MARKS: Readonly<Record<Verdict, string>> = { yes: "✔", no: "·", "only-if": "◐" };

/**
 * The matrix for a terminal: columns have numbers, each row its sentence.
 * @param state `--state` as it was given: the commands that are named have it too
 */
export function textOf(matrix: AccessMatrix, state?: string): string[] {
  const folded = fold(matrix);
  return [
    ...legend(folded),
    ...folded.sections.flatMap(({ title, about, rows, folded: more }) => [
      "",
      about === "" ? title : `${title} · ${about}`,
      ...tableOf(rows, folded.columns),
      ...more.map((line) => `  ${line}`),
    ]),
    ...notesText(matrix),
    ...matrix.notShown.map((line) => `Not shown: ${line}`),
    ...(matrix.proof === undefined ? [] : ["", ...proofText(matrix.proof, state)]),
  ];
}

function legend({ columns, without }: Folded): string[] {
  const width = String(columns.length).length;
  return [
    "✔ yes   ◐ only if   · no",
    ...columns.map(
      ({ title, kind }, index) =>
        `${String(index + 1).padStart(width + 2)} ${kind === "roles" ? `role of ${title}` : title}`,
    ),
    ...(without.length === 0 ? [] : [`  Left out, no in every row: ${without.join(", ")}`]),
  ];
}

function tableOf(rows: readonly Row[], columns: readonly Column[]): string[] {
  if (rows.length === 0) return [];
  const width = Math.max(...rows.map(({ title }) => title.length));
  const cell = String(columns.length).length + 1;
  const numbers = columns.map((_, index) => String(index + 1).padStart(cell)).join("");
  return [
    `  ${"".padEnd(width)} ${numbers}`,
    ...rows.flatMap((row) => {
      const marks = columns.map(({ key }) => MARKS[row.cells[key]?.verdict ?? "no"].padStart(cell)).join("");
      const said = row.said === undefined ? [] : [`  ${"".padEnd(width)} said, not proved: ${row.said}`];
      return [`  ${row.title.padEnd(width)} ${marks}  ${row.summary}`, ...said];
    }),
  ];
}

function notesText({ notes }: AccessMatrix): string[] {
  if (notes.length === 0) return [""];
  return ["", "Mind", ...notes.map(({ sentence, place, trap }) => `  ${sentence} [${trap}, ${place}]`), ""];
}

/** What the proofs found, disagreements first: they are mistakes of this program. */
export function proofText(
  { called, simulated, computed, disagreements, left }: ProofSummary,
  state?: string,
): string[] {
  return [
    ...disagreements.map(
      ({ row, column, computed: said, observed, request }) =>
        `DISAGREEMENT, a mistake of Portcullis: ${row} for ${column} is computed ${said} and was ${observed}; ${withState("npx portcullis explain", state)} ${request}`,
    ),
    ...left.map((line) => `Still there, take it away by hand: ${line}`),
    `${called} cells called, ${simulated} simulated, ${disagreements.length === 0 ? "all agree" : `${disagreements.length} disagree`}; ${computed} computed only.`,
  ];
}

/** Rows whose title or key has the words, each caller with the reason. */
export function detailsOf(matrix: AccessMatrix, words: string): string[] {
  const wanted = words.toLowerCase();
  const rows = matrix.sections.flatMap((section) =>
    section.rows.filter(({ title, key }) => `${title}\n${key}`.toLowerCase().includes(wanted)),
  );
  return rows.flatMap((row) => [
    `${row.key}: ${row.summary}`,
    ...(row.said === undefined ? [] : [`  said, not proved: ${row.said}`]),
    ...matrix.columns.flatMap((column) => {
      const cell = row.cells[column.key];
      return cell === undefined || column.sameAs !== undefined ? [] : [detailLine(column, cell)];
    }),
    "",
  ]);
}

function detailLine({ title }: Column, cell: Cell): string {
  const { by, proof } = cell;
  const where = by?.file === undefined ? (by?.place ?? "") : `${by.file}:${by.line}`;
  const how = proof === undefined ? "" : `${proof.how} ${proof.status} ${proof.request}`;
  const facts = [where, how].filter((text) => text !== "").join(", ");
  return `  ${MARKS[cell.verdict]} ${title}: ${cell.verdict.replace("-", " ")}${cell.verdict === "only-if" ? " " : ", "}${cell.sentence}${facts === "" ? "" : ` [${facts}]`}`;
}
