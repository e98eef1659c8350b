import type { CloudClient } from "../../runtime/client/cloud-client.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { readDeployment } from "../deployment/read-deployment.ts";
import type { AccessMatrix, Column } from "../matrix.ts";
import { columnsOf } from "./columns.ts";
import { doorSections } from "./door-rows.ts";
import { notesOf } from "./notes.ts";
import { otherSection } from "./other-rows.ts";
import { poolSections } from "./pool-rows.ts";
import type { PrincipalColumn } from "./principals.ts";
import { bucketSections, functionSection, topicSection } from "./resource-rows.ts";
import { roleSection } from "./role-rows.ts";
import { routeSections } from "./route-rows.ts";
import type { PlannedSection } from "./rows.ts";

export interface ComputeOptions {
  readonly client: CloudClient;
  readonly region: string;
  /** Routes that are open on purpose (`GET /health`): no note is made of them. */
  readonly publicRoutes?: readonly string[];
  /** What functions decide by themselves, in the project's words, by route or key of the row. */
  readonly said?: Readonly<Record<string, string>>;
}

/** The matrix, and what its proofs need in addition. */
export interface PlannedMatrix {
  readonly matrix: AccessMatrix;
  readonly deployment: Deployment;
  readonly columns: readonly PrincipalColumn[];
  readonly sections: readonly PlannedSection[];
}

/**
 * Who may reach what, computed from what is deployed: authorizers, scopes, what the trigger gives each
 * group, policies. Only the pre-token function is run; nothing is changed.
 * @throws AwsError when the credentials may not read something
 */
export async function computeMatrix(options: ComputeOptions): Promise<PlannedMatrix> {
  const deployment = await readDeployment(options.client, options.region);
  const columns = await columnsOf(options.client, deployment);
  const said = options.said ?? {};
  const sections = plannedSections({ deployment, columns, said });
  const matrix: AccessMatrix = {
    format: 1,
    columns: withTwins(
      columns.map(({ column }) => column),
      sections,
    ),
    sections: sections.map((section) => ({ ...section, rows: section.rows.map(({ row }) => row) })),
    notes: notesOf(deployment, columns, new Set(options.publicRoutes ?? [])),
    notShown: NOT_SHOWN,
  };
  return { matrix, deployment, columns, sections };
}

const NOT_SHOWN = [
  "The administrator's key of this cloud may do everything, as the account's root does.",
  "Presigned links carry the rights of who signed them.",
  "A token keeps its scopes and groups until it ends, also when the person has left the group.",
];

/** Everything but what runs in a cloud: for tests with a deployment of their own. */
export function plannedSections(context: Parameters<typeof routeSections>[0]): PlannedSection[] {
  return [
    ...routeSections(context),
    ...topicSection(context),
    ...bucketSections(context),
    ...doorSections(context),
    ...poolSections(context),
    ...functionSection(context),
    ...roleSection(context),
    ...otherSection(context),
  ];
}

/** A person who signed in on the pages often may do just what one may who signed in by the API. */
function withTwins(columns: readonly Column[], sections: readonly PlannedSection[]): Column[] {
  const answers = (key: string): string =>
    sections
      .flatMap(({ rows }: { readonly rows: PlannedSection["rows"] }) => rows)
      .map(({ row }) => `${row.cells[key]?.verdict} ${row.cells[key]?.conditions?.join()}`)
      .join("\n");
  return columns.map((column) => {
    const twin = column.key.replace("/pages@", "@");
    const isTwin = twin !== column.key && answers(twin) === answers(column.key);
    return isTwin ? { ...column, sameAs: twin } : column;
  });
}
