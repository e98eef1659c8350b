import type { DeployedRole, Deployment } from "../deployment/deployment.ts";
import { logicalIdOf } from "../deployment/names.ts";
import type { Cell, Row } from "../matrix.ts";
import type { Source } from "./callers.ts";
import { type AskedPolicy, cellOf, policyCell } from "./policy-cell.ts";
import { decide } from "./policy-question.ts";
import type { Principal } from "./principals.ts";
import { type PlannedRow, type PlannedSection, planRow, type RowContext } from "./rows.ts";

/** ACCESS-10: who may take a role: its trust policy decides, together with the policies of who asks. */
export function roleSection(context: RowContext): PlannedSection[] {
  const rows = context.deployment.roles.map((role) => roleRow(context, role));
  return rows.length === 0
    ? []
    : [{ key: "roles", title: "Roles", about: "who may take them: sts:AssumeRole", rows }];
}

function roleRow(context: RowContext, role: DeployedRole): PlannedRow {
  const name = logicalIdOf(role.place);
  const asked: AskedPolicy = {
    action: "sts:AssumeRole",
    resource: role.arn,
    resourcePolicy: role.trustPolicy,
    trust: true,
    words: `sts:AssumeRole on ${name}`,
    place: role.place,
  };
  const planned = planRow(context, {
    key: `${role.place} sts:AssumeRole`,
    title: `Take ${name}`,
    subject: { kind: "policy", asked },
    foldsForNobody: true,
    cell: (principal) => trustCell(context.deployment, principal, { role, asked }),
  });
  const fold = planned.row.fold ?? foldOf(planned.row);
  return fold === undefined ? planned : { ...planned, row: { ...planned.row, fold } };
}

/** Nobody takes it but services, which work under it. */
function foldOf({ cells }: Row): Row["fold"] {
  const open = Object.values(cells).filter(({ verdict }) => verdict !== "no");
  return open.every(({ reason }) => reason === "works-under-it") ? "service-role" : undefined;
}

interface Asked {
  readonly role: DeployedRole;
  readonly asked: AskedPolicy;
}

function trustCell(deployment: Deployment, principal: Principal, { role, asked }: Asked): Cell {
  if (principal.kind === "service") return workCell(deployment, principal, { role, asked });
  // STS takes no call without a signature.
  const isUnsigned = principal.kind === "anonymous" || principal.kind === "token";
  return policyCell(deployment, principal, isUnsigned ? { ...asked, resourcePolicy: undefined } : asked);
}

/** A service takes a role for what was made with it, in this account: others need `iam:PassRole`. */
function workCell(
  deployment: Deployment,
  principal: Extract<Principal, { kind: "service" }>,
  { role, asked }: Asked,
): Cell {
  const { scope } = deployment;
  const decided = (source?: Source) =>
    cellOf(deployment, { principal, asked, verdict: decide(deployment, principal, asked, source) });
  const users = usersOf(deployment, role, principal.service)
    .map(({ arn, place }) => ({ place, cell: decided({ arn, account: scope.accountId }) }))
    .filter(({ cell }) => cell.verdict !== "no");
  const anything = decided();
  const [first] = users;
  if (first === undefined && anything.verdict === "no") return anything;
  const names = users.map(({ place, cell }) =>
    cell.verdict === "only-if" ? `${place} (if ${cell.sentence})` : place,
  );
  const conditions = first === undefined ? ["whatever iam:PassRole hands it to"] : names.sort();
  return {
    verdict: "only-if",
    reason: first === undefined ? "for-source" : "works-under-it",
    sentence: `for ${conditions.join(", ")}`,
    conditions,
    by: { place: role.place },
  };
}

/** Routes whose integration names the role as its `credentials`. */
export function routesUnder({ apis, scope }: Deployment, roleArn: string) {
  return apis.flatMap(({ id, place, stages }) =>
    stages.flatMap((stage) =>
      stage.routes
        .filter(({ credentials }) => credentials === roleArn)
        .map(({ method, path }) => ({
          arn: `arn:aws:execute-api:${scope.region}:${scope.accountId}:${id}/${stage.name}/${method}${path}`,
          place: `${method} ${path} of ${place}`,
        })),
    ),
  );
}

/** What of that service works under the role. */
function usersOf(deployment: Deployment, { arn }: DeployedRole, service: string) {
  if (service === "apigateway.amazonaws.com") return routesUnder(deployment, arn);
  const { functions, senders } = deployment;
  const own = functions.filter(({ roleArn }) => service === "lambda.amazonaws.com" && roleArn === arn);
  const sending = senders.filter((sender) => sender.service === service && sender.roleArns.includes(arn));
  return [...own, ...sending];
}
