import type { Child } from "hono/jsx";

interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => Child;
  /** Of its cells; `end` is of its head, too. */
  readonly class?: string;
  /** What a phone shows before a cell, where tables have no head; the title unless given. */
  readonly short?: string;
}

/** The first one names the row. */
export type Columns<Row> = readonly [Column<Row>, ...Column<Row>[]];

interface TableProps<Row> {
  readonly columns: Columns<Row>;
  readonly rows: readonly Row[];
  readonly class?: string;
  /** Whether `j` and `k` walk through the links of its rows. */
  readonly isWalked?: boolean;
  readonly isSelected?: (row: Row) => boolean;
  /** Rows above: folders before files. */
  readonly children?: Child;
}

/** Rows of one kind under heads; on a phone each row is a block. */
export function Table<Row>({ columns, rows, class: more, isWalked, isSelected, children }: TableProps<Row>) {
  const [first, ...others] = columns;
  return (
    <table class={more === undefined ? "rows stacked" : `rows stacked ${more}`}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th scope="col" {...(isAtEnd(column) ? { class: "end" } : {})}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...(isWalked === true ? { "data-rows": true } : {})}>
        {children}
        {rows.map((row) => (
          <tr {...(isSelected?.(row) === true ? { "aria-selected": "true" } : {})}>
            <th scope="row" {...classOf(first)}>
              {first.cell(row)}
            </th>
            {others.map((column) => (
              <td data-h={column.short ?? column.title} {...classOf(column)}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function isAtEnd<Row>({ class: its = "" }: Column<Row>): boolean {
  return its.split(" ").includes("end");
}

function classOf<Row>({ class: its }: Column<Row>): { readonly class?: string } {
  return its === undefined ? {} : { class: its };
}
