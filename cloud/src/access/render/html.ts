import { withState } from "../../core/shown-commands.ts";
import { html } from "../../web/report/escape.ts";
import { mark, type Shape } from "../../web/report/marks.ts";
import { card, reportPage } from "../../web/report/page.ts";
import type { AccessMatrix, Cell, Column, Row, Verdict } from "../matrix.ts";
import { cellDetails, VERDICT_TEXTS, verdictSentence } from "./cell-words.ts";
import { type Folded, type FoldedSection, fold, tablesOf } from "./fold.ts";
import { tellingRow } from "./telling-row.ts";
import { proofText } from "./text.ts";

/** The matrix as a page on its own: each row opens to every caller with the reason. */
export function htmlOf(matrix: AccessMatrix, state?: string): string {
  const folded = fold(matrix);
  return reportPage({
    title: "Who may reach what",
    heading: "Access",
    lead: `Who may do what, computed from what is deployed${matrix.proof === undefined ? "" : " and proved by harmless calls"}.`,
    parts: [
      answerOf(matrix, state),
      matrixCard(tablesOf(matrix)),
      reasonsCard(matrix, folded, state),
      notesCard(matrix),
      restCard(matrix),
    ],
  });
}

function answerOf(matrix: AccessMatrix, state: string | undefined): string {
  const row = tellingRow(matrix);
  if (row === undefined) {
    return card("Nothing is deployed that anybody could reach.", "");
  }
  const { proof } = matrix;
  const isWrong = proof !== undefined && proof.disagreements.length + proof.left.length > 0;
  const lines = proof === undefined ? ["Computed only: --prove asks the cloud."] : proofText(proof, state);
  return `<section class="answer ${isWrong ? "no" : "yes"}"><div class="top"><h2>${html(row.summary)}</h2><p><code>${html(row.title)}</code></p>${saidOf(row)}</div>
<ul>${lines.map((line) => `<li>${html(line)}</li>`).join("")}</ul></section>`;
}

function saidOf({ said }: Row): string {
  return said === undefined
    ? ""
    : `<p class="small muted">Said by the project, not proved: ${html(said)}</p>`;
}

function matrixCard(tables: readonly Folded[]): string {
  return card(
    "The matrix",
    `<p class="legend small">${mark("yes")}yes ${mark("if")}only if … ${mark("cross")}no</p>
${tables.map(tableOf).join("\n")}`,
  );
}

function tableOf({ columns, without, sections }: Folded): string {
  const rest =
    without.length === 0
      ? ""
      : `<p class="foot small muted">${html(`${without.length} other roles and services: no (${without.join(", ")}).`)}</p>`;
  const heads = columns
    .map(({ title, kind, about }) => {
      const word = kind === "roles" ? `role of ${title}` : title;
      return `<th scope="col" title="${html(about)}">${html(spaced(word))}</th>`;
    })
    .join("");
  const body = sections.map((section) => sectionOf(section, columns)).join("\n");
  return `<div class="scroll"><table class="matrix"><thead><tr><th scope="col">What</th>${heads}</tr></thead>
${body}
</table></div>${rest}`;
}

/** Names of functions break between their words. */
function spaced(title: string): string {
  return title.replace(/([a-z])([A-Z])/g, "$1 $2");
}

function sectionOf({ title, about, rows, folded }: FoldedSection, columns: readonly Column[]): string {
  const width = columns.length + 1;
  const more = about === "" ? "" : ` <span class="muted">· ${html(about)}</span>`;
  return `<tbody><tr><th scope="rowgroup" colspan="${width}">${html(title)}${more}</th></tr>
${rows.map((row) => rowOf(row, columns)).join("\n")}
${folded.map((text) => `<tr><td colspan="${width}" class="small muted">${html(text)}</td></tr>`).join("")}</tbody>`;
}

function rowOf(row: Row, columns: readonly Column[]): string {
  const cells = columns.map(({ key, title }) => cellOf(row.cells[key], title)).join("");
  return `<tr><th scope="row"><a href="#${anchorOf(row)}"><code>${html(row.title)}</code></a><p class="small muted">${html(row.summary)}</p></th>${cells}</tr>`;
}

/** A browser that is led to what stands in a closed `<details>` opens it. */
function anchorOf({ key }: Row): string {
  return `row-${encodeURIComponent(key).replaceAll("%", ".")}`;
}

function reasonsCard({ columns }: AccessMatrix, { sections }: Folded, state: string | undefined): string {
  const callers = columns.filter(({ sameAs }) => sameAs === undefined);
  const rows = sections.flatMap((section) => section.rows);
  return rows.length === 0
    ? ""
    : card("Each caller with the reason", rows.map((row) => reasonsOf(row, callers, state)).join("\n"));
}

function reasonsOf(row: Row, callers: readonly Column[], state: string | undefined): string {
  const lines = callers.flatMap((column) => {
    const cell = row.cells[column.key];
    return cell === undefined ? [] : [reasonOf(column, cell, state)];
  });
  return `<details class="reasons"><summary><code>${html(row.title)}</code> ${html(row.summary)}</summary>
<div id="${anchorOf(row)}"><ul class="small">${lines.join("")}</ul>${saidOf(row)}</div></details>`;
}

/** Yes is loud and no is quiet. */
const SHAPES: Readonly<Record<Verdict, Shape>> = { yes: "yes", no: "cross", "only-if": "if" };

function cellOf(cell: Cell | undefined, who: string): string {
  if (cell === undefined) return "<td></td>";
  const words = `${who}: ${verdictSentence(cell)}`;
  return `<td class="cell" title="${html(words)}">${mark(SHAPES[cell.verdict])}<span class="vh">${VERDICT_TEXTS[cell.verdict]}</span></td>`;
}

function reasonOf({ title }: Column, cell: Cell, state: string | undefined): string {
  const explain = withState("npx portcullis explain", state);
  const proof = cell.proof === undefined ? "" : ` · ${explain} ${cell.proof.request}`;
  return `<li>${mark(SHAPES[cell.verdict])}<b>${html(title)}</b>: ${html(verdictSentence(cell))} <span class="muted">${html(`${cellDetails(cell)}${proof}`)}</span></li>`;
}

function notesCard({ notes }: AccessMatrix): string {
  if (notes.length === 0) return "";
  const lines = notes.map(
    ({ sentence, place, trap }) =>
      `<li>${mark("if")}${html(sentence)} <span class="muted">${html(`${trap}, ${place}`)}</span></li>`,
  );
  return card("What a reviewer overlooks easily", `<ul>${lines.join("")}</ul>`);
}

function restCard({ notShown }: AccessMatrix): string {
  if (notShown.length === 0) return "";
  return card("Not shown", `<ul>${notShown.map((line) => `<li>${html(line)}</li>`).join("")}</ul>`);
}
