import { runCli } from "./cli.ts";

/** What the tests read of a matrix. */
export interface Matrix {
  readonly columns: readonly { readonly key: string }[];
  readonly sections: readonly { readonly rows: readonly MatrixRow[] }[];
  readonly notes: readonly { readonly trap: string; readonly place: string }[];
  readonly proof?: {
    readonly called: number;
    readonly simulated: number;
    readonly disagreements: readonly unknown[];
    readonly left: readonly string[];
  };
}

interface MatrixRow {
  readonly key: string;
  readonly summary: string;
  readonly cells: Readonly<Record<string, MatrixCell>>;
}

interface MatrixCell {
  readonly verdict: string;
  readonly reason: string;
  readonly proof?: { readonly request: string; readonly status: number };
  readonly by?: { readonly file?: string; readonly line?: number };
}

/** `npx portcullis access --json …` in the folder of a project, the home's if none is given. */
export async function matrixOf(
  stateDir: string,
  words: readonly string[] = [],
  folder?: string,
): Promise<Matrix> {
  const { code, out, err } = await runCli(["access", "--json", "--state", stateDir, ...words], {}, folder);
  if (code !== 0) throw new Error(`access ended with ${code}: ${err}`);
  return JSON.parse(out) as Matrix;
}

export function rowOf({ sections }: Matrix, key: string): MatrixRow {
  const row = sections.flatMap(({ rows }) => rows).find((each) => each.key === key);
  if (row === undefined) throw new Error(`The matrix has no row ${key}.`);
  return row;
}

export function cellOf(matrix: Matrix, row: string, column: string): MatrixCell {
  const cell = rowOf(matrix, row).cells[column];
  if (cell === undefined) throw new Error(`The matrix has no column ${column}.`);
  return cell;
}
