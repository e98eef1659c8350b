import type { AccessMatrix, Row } from "../matrix.ts";

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
