import type { AccessMatrix, Cell, Column, Row, Section } from "../matrix.ts";

/** What a table shows of a matrix: columns and rows that say nothing of their own are folded. */
export interface Folded {
  readonly columns: readonly Column[];
  /** Titles of roles and services that may do nothing that is shown. */
  readonly without: readonly string[];
  readonly sections: readonly FoldedSection[];
}

export interface FoldedSection extends Section {
  /** Sentences that stand for folded rows. */
  readonly folded: readonly string[];
}

export function fold(matrix: AccessMatrix): Folded {
  const sections = matrix.sections.map(foldSection);
  const rows = sections.flatMap((section) => section.rows);
  const says = ({ key, kind }: Column): boolean =>
    kind === "people" || rows.some(({ cells }) => isOwn(cells[key]));
  const twins = matrix.columns.filter(({ sameAs }) => sameAs === undefined);
  return {
    columns: twins.filter(says),
    without: twins.filter((column) => !says(column)).map(({ title }) => title),
    sections: sections.filter((section) => section.rows.length + section.folded.length > 0),
  };
}

/** More callers than a reader can follow across; they would not fit on a page either. */
const MOST_COLUMNS = 12;

/** One table; of many callers one for each group of sections that the same callers reach. */
export function tablesOf(matrix: AccessMatrix): Folded[] {
  const whole = fold(matrix);
  if (whole.columns.length <= MOST_COLUMNS) return [whole];
  const tables: Folded[] = [];
  for (const section of matrix.sections) {
    const table = fold({ ...matrix, sections: [section] });
    const last = tables.at(-1);
    if (last !== undefined && table.sections.every(({ rows }) => rows.length === 0)) {
      // Sentences alone need no columns of their own.
      tables[tables.length - 1] = { ...last, sections: [...last.sections, ...table.sections] };
    } else if (last !== undefined && areSame(last.columns, table.columns)) {
      tables[tables.length - 1] = { ...last, sections: [...last.sections, ...table.sections] };
    } else if (table.sections.length > 0) tables.push(table);
  }
  return tables;
}

function areSame(some: readonly Column[], others: readonly Column[]): boolean {
  return some.length === others.length && some.every(({ key }, index) => key === others[index]?.key);
}

function isOwn(cell: Cell | undefined): boolean {
  return cell !== undefined && cell.verdict !== "no" && cell.reason !== "as-nobody";
}

function foldSection(section: Section): FoldedSection {
  const preflights = section.rows.filter((row) => row.fold === "preflight");
  const managed = section.rows.filter((row) => row.fold === "aws-managed");
  const rows = section.rows.filter((row) => row.fold === undefined);
  const folded = [
    ...nobodyText(section.rows.filter((row) => row.fold === "nobody")),
    ...managedText(managed),
    ...serviceRolesText(section.rows.filter((row) => row.fold === "service-role")),
  ];
  return { ...section, rows: [...rows, ...preflightRow(preflights)], folded };
}

/** One row for all preflights where they are all alike. */
function preflightRow(rows: readonly Row[]): readonly Row[] {
  const [first] = rows;
  const isAlike = rows.every(({ cells }) =>
    Object.keys(cells).every((key) => cells[key]?.verdict === first?.cells[key]?.verdict),
  );
  if (first === undefined || rows.length === 1 || !isAlike) return rows;
  return [{ ...first, key: `${first.key} …`, title: `OPTIONS, ${rows.length} preflights` }];
}

function nobodyText(rows: readonly Row[]): string[] {
  return rows.length === 0 ? [] : [`Nobody: ${rows.map(({ title }) => title).join(", ")}.`];
}

function serviceRolesText(rows: readonly Row[]): string[] {
  if (rows.length === 0) return [];
  return [`Only the services that work under them: ${rows.map(({ title }) => title).join(", ")}.`];
}

function managedText(rows: readonly Row[]): string[] {
  if (rows.length === 0) return [];
  const services = [...new Set(rows.map(({ title }) => title.split(":")[0] ?? ""))].sort();
  return [
    `By AWS's own policies roles reach ${rows.length} operations of ${services.join(", ")}; the JSON has them.`,
  ];
}
