import type { AccessMatrix, Column, Row } from "../matrix.ts";
import { type Folded, fold } from "../render/fold.ts";

/** What a person wants to see of a matrix; empty texts want everything. */
export interface Wanted {
  /** In the name of a row or of its section, whatever the case. */
  readonly text: string;
  /** Key of a column: what this one may reach. */
  readonly who: string;
}

/** The rows that fit, of one caller those that it may reach; sections without any are left out. */
export function narrowed(matrix: AccessMatrix, { text, who }: Wanted): AccessMatrix {
  const isKnown = matrix.columns.some(({ key }) => key === who);
  if (text === "" && !isKnown) return matrix;
  const part = text.toLowerCase();
  const fits = (row: Row, section: string): boolean =>
    `${section}\n${row.title}`.toLowerCase().includes(part) && (!isKnown || row.cells[who]?.verdict !== "no");
  return {
    ...matrix,
    columns: isKnown ? matrix.columns.filter(({ key }) => key === who) : matrix.columns,
    sections: matrix.sections
      .map((section) => ({ ...section, rows: section.rows.filter((row) => fits(row, section.title)) }))
      .filter(({ rows }) => rows.length > 0),
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
    if (last !== undefined && areSame(last.columns, table.columns)) {
      tables[tables.length - 1] = { ...last, sections: [...last.sections, ...table.sections] };
    } else if (table.sections.length > 0) tables.push(table);
  }
  return tables;
}

function areSame(some: readonly Column[], others: readonly Column[]): boolean {
  return some.length === others.length && some.every(({ key }, index) => key === others[index]?.key);
}
