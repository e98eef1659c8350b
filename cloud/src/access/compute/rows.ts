import type { DeployedPool, DeployedUrl, Deployment } from "../deployment/deployment.ts";
import type { Cell, Row, Section } from "../matrix.ts";
import { type AskedPolicy, policyCell } from "./policy-cell.ts";
import type { Principal, PrincipalColumn } from "./principals.ts";
import { summaryOf } from "./summary.ts";

/** What rows are made from. */
export interface RowContext {
  readonly deployment: Deployment;
  readonly columns: readonly PrincipalColumn[];
  /** By the key of the row, what the project says of it. */
  readonly said: Readonly<Record<string, string>>;
}

/** A row and how it may be proved: the proofs read it, matrices do not show it. */
export interface PlannedRow {
  readonly row: Row;
  readonly subject: Subject;
}

export interface PlannedSection extends Omit<Section, "rows"> {
  readonly rows: readonly PlannedRow[];
}

/** What a row is about, with what it takes to ask the cloud for it. */
export type Subject =
  | {
      readonly kind: "route";
      readonly apiId: string;
      readonly stage: string;
      readonly method: string;
      readonly path: string;
      readonly header: string;
      readonly refusedBody: string | undefined;
      readonly integration: string;
      readonly asked: AskedPolicy;
      /** What the caller needs besides, where the integration has the caller's credentials. */
      readonly askedAsCaller: AskedPolicy | undefined;
      readonly type: string;
    }
  | {
      readonly kind: "policy";
      readonly asked: AskedPolicy;
      /** A key of the customer's decides as well. */
      readonly underKey?: boolean;
    }
  | {
      readonly kind: "url";
      readonly path: string;
      readonly authType: DeployedUrl["authType"];
      /** Both have to be allowed. */
      readonly asked: readonly [AskedPolicy, AskedPolicy];
    }
  | { readonly kind: "self-service"; readonly poolId: string }
  | { readonly kind: "sign-up"; readonly clientId: string | undefined; readonly pool: DeployedPool };

interface RowParts {
  readonly key: string;
  readonly title: string;
  readonly subject: Subject;
  readonly fold?: Row["fold"] | undefined;
  /** A table may leave it out where nobody may. */
  readonly foldsForNobody?: boolean;
  cell(principal: Principal): Cell;
}

export function planRow({ columns, said }: RowContext, parts: RowParts): PlannedRow {
  const { key, title, subject, foldsForNobody } = parts;
  const cells = Object.fromEntries(
    columns.map(({ column, principal }) => [column.key, parts.cell(principal)]),
  );
  const isForNobody = Object.values(cells).every(({ verdict }) => verdict === "no");
  const fold = foldsForNobody === true && isForNobody ? "nobody" : parts.fold;
  const words = said[key] ?? said[title];
  const row: Row = {
    key,
    title,
    summary: summaryOf(columns, cells),
    cells,
    ...(words === undefined ? {} : { said: words }),
    ...(fold === undefined ? {} : { fold }),
  };
  return { row, subject };
}

/** A row that the policies alone decide. */
export function policyRow(
  context: RowContext,
  parts: {
    readonly key: string;
    readonly title: string;
    readonly asked: AskedPolicy;
    readonly fold?: Row["fold"] | undefined;
  },
): PlannedRow {
  const { key, title, asked, fold } = parts;
  return planRow(context, {
    key,
    title,
    fold,
    subject: { kind: "policy", asked },
    cell: (principal) => policyCell(context.deployment, principal, asked),
  });
}
