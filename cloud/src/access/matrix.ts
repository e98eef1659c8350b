/** Who may reach what: the data of `portcullis access`, of its page in the console and of `--diff`. */
export interface AccessMatrix {
  /** Rises when the meaning of a member changes; matrices of different formats are not compared. */
  readonly format: 1;
  readonly columns: readonly Column[];
  readonly sections: readonly Section[];
  /** Traps: what a reviewer of the templates overlooks easily. */
  readonly notes: readonly Note[];
  /** Who and what stands in no cell, one sentence each. */
  readonly notShown: readonly string[];
  /** Only after a run with proofs. */
  readonly proof?: ProofSummary;
}

export type ColumnKind = "people" | "roles" | "services";

/** A caller. Keys are made of logical names: `group:Editors@stack/AppClient`. */
export interface Column {
  readonly key: string;
  readonly kind: ColumnKind;
  /** Short, for the head of a table. */
  readonly title: string;
  /** One sentence: what this caller has in hand. */
  readonly about: string;
  /** Key of a column that has the same answers everywhere. */
  readonly sameAs?: string;
}

/** Rows that belong together: the routes of one stage, the objects of one bucket. */
export interface Section {
  readonly key: string;
  readonly title: string;
  /** What holds for all of its rows; empty when there is nothing to say. */
  readonly about: string;
  readonly rows: readonly Row[];
}

export interface Row {
  readonly key: string;
  readonly title: string;
  /** Who may, in one sentence. */
  readonly summary: string;
  /** By the key of the column; every column is there. */
  readonly cells: Readonly<Record<string, Cell>>;
  /** What the function decides by itself, in the project's own words: said, not proved. */
  readonly said?: string;
  /**
   * Rows that a table may show as one: preflights, what AWS's own policies give, what nobody may, roles that
   * only the services take that work under them.
   */
  readonly fold?: "preflight" | "aws-managed" | "nobody" | "service-role";
}

export type Verdict = "yes" | "no" | "only-if";

export interface Cell {
  readonly verdict: Verdict;
  /** One word that tests and `--diff` match on: `scope-missing`, `no-allow`, `condition` … */
  readonly reason: string;
  /** Why, to be read behind "yes," or "no,"; for "only-if" behind "only if". */
  readonly sentence: string;
  /** Of "only-if": what it hangs on, sorted. */
  readonly conditions?: readonly string[];
  /** What decided. */
  readonly by?: By;
  readonly proof?: Proof;
  /** Why a run with proofs has none for this cell. */
  readonly unproved?: string;
}

export interface By {
  /** `stack/LogicalId` of what decided: a route's API, a function, a role, a bucket, a pool. */
  readonly place?: string;
  /** Policy name, or the ARN of a managed one. */
  readonly policy?: string;
  /** Counted from 0. */
  readonly statement?: number;
  readonly sid?: string;
  /** Relative to where the command ran. */
  readonly file?: string;
  readonly line?: number;
}

export interface Proof {
  /** By a real request of that caller, or by `iam:SimulatePrincipalPolicy`. */
  readonly how: "called" | "simulated";
  readonly observed: "yes" | "no";
  readonly agrees: boolean;
  readonly status: number;
  /** Id of the request that proved it: `portcullis explain <id>`. */
  readonly request: string;
}

export interface Note {
  /** `open-route`, `scopes-missing` …: a closed list. */
  readonly trap: string;
  /** `stack/LogicalId`, or the key of a row. */
  readonly place: string;
  readonly sentence: string;
}

export interface ProofSummary {
  readonly called: number;
  readonly simulated: number;
  /** Cells for which no harmless proof is known. */
  readonly computed: number;
  /** Computed and observed differ: a mistake of this program, not of the project. */
  readonly disagreements: readonly Disagreement[];
  /** What the run could not take away again; empty when all is as before. */
  readonly left: readonly string[];
}

export interface Disagreement {
  readonly row: string;
  readonly column: string;
  readonly computed: Verdict;
  readonly observed: "yes" | "no";
  readonly request: string;
}

/** Every cell with its row and column. */
export function* cellsOf(matrix: Pick<AccessMatrix, "sections">): Generator<{
  readonly row: Row;
  readonly column: string;
  readonly cell: Cell;
}> {
  for (const { rows } of matrix.sections) {
    for (const row of rows) {
      for (const [column, cell] of Object.entries(row.cells)) yield { row, column, cell };
    }
  }
}
