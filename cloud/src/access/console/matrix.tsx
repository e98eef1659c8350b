import { Mark } from "../../web/parts/marks.tsx";
import { CONSOLE_PATH } from "../../web/paths.ts";
import type { AccessMatrix, Cell, Column, Row, Verdict } from "../matrix.ts";
import { cellDetails, verdictSentence } from "../render/cell-words.ts";
import { type Folded, tablesOf } from "../render/fold.ts";
import { narrowed, type Wanted } from "./narrow.ts";

const BASE = `${CONSOLE_PATH}access`;

const GROUPS = [
  ["people", "People"],
  ["roles", "Roles"],
  ["services", "Services"],
] as const;

interface MatrixProps {
  readonly matrix: AccessMatrix;
  readonly wanted: Wanted;
  /** Key of the row that the sentence is about. */
  readonly chosen: string | undefined;
  /** Ids of the requests that the trace keeps: what proved the others leads nowhere. */
  readonly kept: ReadonlySet<string>;
}

/** Every cell with its reason, or those that were asked for. */
export const Matrix = ({ matrix, wanted, chosen, kept }: MatrixProps) => {
  const tables = tablesOf(narrowed(matrix, wanted));
  return (
    <section class="card" aria-labelledby="matrix-h">
      <header>
        <h2 id="matrix-h">The matrix</h2>
        <p class="legend">
          <span>
            <Mark verdict="yes" /> yes
          </span>
          <span>
            <Mark verdict="if" /> only if …
          </span>
          <span>
            <Cross /> no
          </span>
        </p>
      </header>
      <Narrow matrix={matrix} wanted={wanted} />
      {tables.every(({ sections }) => sections.length === 0) ? (
        <div class="empty">
          <p>Nothing that can be reached fits this filter.</p>
          <a href={BASE}>Show all</a>
        </div>
      ) : (
        tables.map((table) => <MatrixTable table={table} chosen={chosen} kept={kept} />)
      )}
    </section>
  );
};

/** By the name of a row, and by a caller: what may this one do. */
const Narrow = ({ matrix, wanted }: Pick<MatrixProps, "matrix" | "wanted">) => (
  <search aria-label="Filter the matrix" class="matrix-filters">
    <form class="filters" action={BASE}>
      <label class="vh" for="m-q">
        Route, topic, bucket or stack
      </label>
      <input
        class="grow"
        id="m-q"
        name="q"
        type="search"
        placeholder="Route, topic, bucket or stack"
        value={wanted.text}
      />
      <label class="vh" for="m-who">
        Who
      </label>
      <select id="m-who" name="who" data-submit>
        <option value="">Everybody</option>
        {GROUPS.map(([kind, title]) => {
          const columns = matrix.columns.filter((column) => column.kind === kind);
          return columns.length === 0 ? null : (
            <optgroup label={title}>
              {columns.map((column) => (
                <option value={column.key} selected={column.key === wanted.who}>
                  {column.title}
                </option>
              ))}
            </optgroup>
          );
        })}
      </select>
      <button type="submit" class="btn">
        Filter
      </button>
      {wanted.text === "" && wanted.who === "" ? null : <a href={BASE}>Show all</a>}
    </form>
  </search>
);

interface TableProps extends Pick<MatrixProps, "kept"> {
  readonly table: Folded;
  readonly chosen: string | undefined;
}

const MatrixTable = ({ table, chosen, kept }: TableProps) => {
  const { columns, without, sections } = table;
  const groups = GROUPS.map(([kind, title]) => ({
    title,
    columns: columns.filter((column) => column.kind === kind),
  }));
  const shown = groups.filter((group) => group.columns.length > 0);
  const hasRows = sections.some(({ rows }) => rows.length > 0);
  return (
    <>
      <div class="matrix" data-matrix>
        <table>
          {hasRows ? (
            <thead>
              <tr>
                <td />
                {shown.map((group, index) => (
                  <th scope="colgroup" colspan={group.columns.length} class={index === 0 ? "" : "split"}>
                    {group.title}
                  </th>
                ))}
              </tr>
              <tr>
                <th scope="col">What</th>
                {shown.flatMap((group, index) =>
                  group.columns.map((column, place) => (
                    <th scope="col" title={column.about} class={index > 0 && place === 0 ? "split" : ""}>
                      <ColumnTitle title={column.title} />
                    </th>
                  )),
                )}
              </tr>
            </thead>
          ) : null}
          {sections.map((section) => (
            <tbody>
              <tr class="group">
                <th scope="rowgroup" colspan={columns.length + 1}>
                  {section.title} {section.about === "" ? null : <span>{`· ${section.about}`}</span>}
                </th>
              </tr>
              {section.rows.map((row) => (
                <tr class={row.key === chosen ? "here" : ""}>
                  <th scope="row">
                    <code>{row.title}</code>
                  </th>
                  {shown.flatMap((group, index) =>
                    group.columns.map((column, place) => (
                      <td class={index > 0 && place === 0 ? "split" : ""}>
                        <CellOf cell={row.cells[column.key]} row={row} column={column} kept={kept} />
                      </td>
                    )),
                  )}
                  {isForEverybody(row) ? null : <td class="rest">All others: no</td>}
                </tr>
              ))}
              {section.folded.map((text) => (
                <tr>
                  <td colspan={columns.length + 1} class="folded small muted">
                    {text}
                  </td>
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
      {without.length === 0 || !hasRows ? null : <Without names={without} />}
    </>
  );
};

const FEW_NAMES = 6;

/** Who may do nothing of it: many names are there for who asks. */
const Without = ({ names }: { readonly names: readonly string[] }) => {
  const count = `${names.length} other ${names.length === 1 ? "role or service" : "roles and services"}: no`;
  return names.length <= FEW_NAMES ? (
    <p class="foot">{`${count} (${names.join(", ")}).`}</p>
  ) : (
    <details class="foot">
      <summary>{count}</summary>
      <p>{`${names.join(", ")}.`}</p>
    </details>
  );
};

/** What is in brackets, the app client, stands below. */
const ColumnTitle = ({ title }: { readonly title: string }) => {
  const at = title.endsWith(")") ? title.lastIndexOf(" (") : -1;
  return (
    <>
      {spaced(at === -1 ? title : title.slice(0, at))}
      {at === -1 ? null : <small>{title.slice(at + 2, -1)}</small>}
    </>
  );
};

/** Names of functions break between their words. */
function spaced(title: string): string {
  return title.replace(/([a-z])([A-Z])/g, "$1 $2");
}

const MARKS: Readonly<Record<Verdict, "yes" | "no" | "if">> = { yes: "yes", no: "no", "only-if": "if" };

const Cross = () => (
  <svg class="v no" viewBox="0 0 16 16" aria-hidden="true">
    <path d="M3 3l10 10M13 3L3 13" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" />
  </svg>
);

interface CellProps extends Pick<MatrixProps, "kept"> {
  readonly cell: Cell | undefined;
  readonly row: Row;
  readonly column: Column;
}

/** Its reason shows on hover and focus; Enter opens the request that proved it. */
const CellOf = ({ cell, row, column, kept }: CellProps) => {
  if (cell === undefined) return null;
  const { verdict, proof } = cell;
  const kind = MARKS[verdict];
  const mark = kind === "no" ? <Cross /> : <Mark verdict={kind} />;
  const label = `${row.title}, ${column.title}: ${verdictSentence(cell)}`;
  const shared = { class: `cell ${kind}`, "data-who": column.title, "aria-label": label };
  return (
    <>
      {proof === undefined || !kept.has(proof.request) ? (
        <button type="button" {...shared}>
          {mark}
        </button>
      ) : (
        <a href={`${CONSOLE_PATH}trace/${proof.request}`} {...shared}>
          {mark}
        </a>
      )}
      <div class="why" aria-hidden="true">
        {kind === "no" ? <Mark verdict="no" /> : mark}
        <div>
          <p>
            <b>{column.title}</b> → <b>{row.title}</b>: {verdictSentence(cell)}
          </p>
          <small>{cellDetails(cell)}</small>
        </div>
      </div>
    </>
  );
};

function isForEverybody({ cells }: Row): boolean {
  return Object.values(cells).every(({ verdict }) => verdict !== "no");
}
