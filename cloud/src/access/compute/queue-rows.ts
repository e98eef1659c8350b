import type { DeployedQueue } from "../deployment/deployment.ts";
import { logicalIdOf } from "../deployment/names.ts";
import type { Cell } from "../matrix.ts";
import { type AskedPolicy, policyCell } from "./policy-cell.ts";
import type { Principal } from "./principals.ts";
import { actionsIn } from "./resource-rows.ts";
import { type PlannedRow, type PlannedSection, planRow, type RowContext } from "./rows.ts";
import { serviceCell } from "./service-cell.ts";
import { actionsOf, type Mention, mentionsOf } from "./subjects.ts";

/** Who may send to a queue and receive from it, by policies of roles and by its own. */
export function queueSections(context: RowContext): PlannedSection[] {
  const mentions = mentionsOf(context.deployment);
  return context.deployment.queues.map((queue) => ({
    key: queue.place,
    title: `Queue ${logicalIdOf(queue.place)}`,
    about: queue.policy === undefined ? "without a policy of its own" : "",
    rows: queueRows(context, queue, mentions),
  }));
}

function queueRows(context: RowContext, queue: DeployedQueue, mentions: readonly Mention[]): PlannedRow[] {
  const own = mentions.filter(({ resource }) => resource === "*" || resource === queue.arn);
  const patterns = [...own.map(({ action }) => action), ...actionsIn(queue.policy)];
  // Policies of queues say `SQS:SendMessage` as well.
  const lower = patterns.map((pattern) => pattern.replace(/^sqs:/i, "sqs:"));
  const actions = new Set(["SendMessage", "ReceiveMessage", ...actionsOf("sqs", lower)]);
  return [...actions].sort().map((operation) => queueRow(context, queue, operation));
}

function queueRow(context: RowContext, queue: DeployedQueue, operation: string): PlannedRow {
  const asked: AskedPolicy = {
    action: `sqs:${operation}`,
    resource: queue.arn,
    resourcePolicy: queue.policy,
    words: `sqs:${operation} on ${logicalIdOf(queue.place)}`,
    place: queue.place,
  };
  return planRow(context, {
    key: `${queue.place} sqs:${operation}`,
    title: `sqs:${operation}`,
    subject: { kind: "policy", asked },
    cell: (principal) => queueCell(context, principal, asked),
  });
}

function queueCell({ deployment }: RowContext, principal: Principal, asked: AskedPolicy): Cell {
  if (principal.kind === "service") return serviceCell(deployment, { principal, asked });
  const cell = policyCell(deployment, principal, asked);
  const isUnsigned = principal.kind === "anonymous" || principal.kind === "token";
  return isUnsigned && cell.verdict === "yes"
    ? { ...ON_AWS, ...(cell.by === undefined ? {} : { by: cell.by }) }
    : cell;
}

/** SQS-1 of the local cloud: every call is signed. */
const ON_AWS: Cell = {
  verdict: "only-if",
  reason: "unsigned-on-aws",
  sentence:
    "on AWS, where its policy lets in everybody, unsigned too; this cloud refuses unsigned calls of SQS",
  conditions: ["AWS, not this cloud"],
};
