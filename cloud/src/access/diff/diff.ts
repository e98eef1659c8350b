import { UserError } from "../../core/errors.ts";
import { type AccessMatrix, type Cell, cellsOf } from "../matrix.ts";

/** How a cell differs from the saved matrix. */
export interface Change {
  readonly row: string;
  readonly column: string;
  /** Undefined for a row or column that was not there. */
  readonly before: string | undefined;
  /** Undefined for one that is no more. */
  readonly after: string | undefined;
  readonly kind: "wider" | "narrower";
}

const RANKS = { no: 0, "only-if": 1, yes: 2 } as const;

/**
 * What became wider and what narrower. New rows and columns count from "no", and those that are gone as
 * "no" now; another condition counts as wider, because nobody can tell.
 */
export function compare(before: AccessMatrix, after: AccessMatrix): Change[] {
  const old = indexed(before);
  const now = indexed(after);
  const changes: Change[] = [];
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const was = old.get(key);
    const is = now.get(key);
    const kind = kindOf(was?.cell, is?.cell);
    const { row = "", column = "" } = is ?? was ?? {};
    if (kind === undefined) continue;
    changes.push({ row, column, before: was && shownCell(was.cell), after: is && shownCell(is.cell), kind });
  }
  return changes.sort((a, b) => (`${a.row} ${a.column}` < `${b.row} ${b.column}` ? -1 : 1));
}

interface Place {
  readonly row: string;
  readonly column: string;
  readonly cell: Cell;
}

function indexed(matrix: AccessMatrix): ReadonlyMap<string, Place> {
  return new Map(
    [...cellsOf(matrix)].map(({ row, column, cell }) => [
      JSON.stringify([row.key, column]),
      { row: row.key, column, cell },
    ]),
  );
}

function kindOf(before: Cell | undefined, after: Cell | undefined): Change["kind"] | undefined {
  const was = RANKS[before?.verdict ?? "no"];
  const is = RANKS[after?.verdict ?? "no"];
  if (is !== was) return is > was ? "wider" : "narrower";
  if (before === undefined || after === undefined || after.verdict !== "only-if") return undefined;
  return before.conditions?.join() === after.conditions?.join() ? undefined : "wider";
}

function shownCell({ verdict, reason, conditions }: Cell): string {
  if (verdict !== "only-if") return `${verdict} (${reason})`;
  return `only if ${conditions?.join(" and ") ?? reason}`;
}

/**
 * A matrix that `--output` wrote.
 * @throws UserError for anything else
 */
export function parseMatrix(text: string, what: string): AccessMatrix {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new UserError(`${what} is not JSON.`, SAVE);
  }
  const { format, columns, sections } = (document ?? {}) as Partial<AccessMatrix>;
  if (format !== 1 || !Array.isArray(columns) || !Array.isArray(sections) || !sections.every(isSection)) {
    throw new UserError(`${what} holds no matrix that can be compared.`, SAVE);
  }
  return document as AccessMatrix;
}

const SAVE = "npx portcullis access --json --output access.json";

function isSection(section: unknown): boolean {
  const { rows } = (section ?? {}) as { rows?: unknown };
  return Array.isArray(rows) && rows.every(isRow);
}

function isRow(row: unknown): boolean {
  const { key, cells } = (row ?? {}) as { key?: unknown; cells?: unknown };
  if (typeof key !== "string" || typeof cells !== "object" || cells === null) return false;
  return Object.values(cells).every((cell) =>
    Object.hasOwn(RANKS, String((cell as Partial<Cell> | null)?.verdict)),
  );
}
