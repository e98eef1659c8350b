import type { DeployedPool } from "../deployment/deployment.ts";
import { logicalIdOf } from "../deployment/names.ts";
import type { Cell } from "../matrix.ts";
import { SELF_SERVICE_SCOPE } from "./constants.ts";
import type { AskedPolicy } from "./policy-cell.ts";
import type { Principal } from "./principals.ts";
import { type PlannedRow, type PlannedSection, planRow, policyRow, type RowContext } from "./rows.ts";
import { actionsOf, covers, mentionsOf } from "./subjects.ts";

/** Sign-up, the own account, and what roles may do with people. */
export function poolSections(context: RowContext): PlannedSection[] {
  const mentions = mentionsOf(context.deployment);
  return context.deployment.pools.map((pool) => {
    const own = mentions.filter(({ resource }) => covers(resource, pool.arn));
    const operations = actionsOf(
      "cognito-idp",
      own.map(({ action }) => action),
    );
    return {
      key: pool.place,
      title: `User pool ${logicalIdOf(pool.place)}`,
      about: pool.publicSignUp ? "whoever likes may sign up" : "people come by invitation",
      rows: [
        signUpRow(context, pool),
        selfServiceRow(context, pool),
        ...operations.map((operation) => adminRow(context, pool, operation)),
      ],
    };
  });
}

function signUpRow(context: RowContext, pool: DeployedPool): PlannedRow {
  const [client] = pool.clients;
  const by = { place: pool.place };
  const closed: Cell = {
    verdict: "no",
    reason: "sign-up-closed",
    sentence: "only administrators make people of this pool",
    by,
  };
  const open: Cell = { verdict: "yes", reason: "open", sentence: "the pool takes whoever signs up", by };
  const isOpen = pool.publicSignUp && client !== undefined;
  return planRow(context, {
    key: `${pool.place} SignUp`,
    title: "SignUp",
    subject: { kind: "sign-up", clientId: client?.secret === undefined ? client?.id : undefined, pool },
    cell: ({ kind }) => (isOpen ? (kind === "anonymous" ? open : { ...open, reason: "as-nobody" }) : closed),
  });
}

function selfServiceRow(context: RowContext, pool: DeployedPool): PlannedRow {
  return planRow(context, {
    key: `${pool.place} GetUser`,
    title: "GetUser, own account",
    subject: { kind: "self-service", poolId: pool.id },
    cell: (principal) => selfServiceCell(pool, principal),
  });
}

function selfServiceCell(pool: DeployedPool, principal: Principal): Cell {
  const by = { place: pool.place };
  const no = (reason: string, sentence: string): Cell => ({ verdict: "no", reason, sentence, by });
  if (principal.kind !== "token")
    return no("api-token-missing", "the operation takes the access token of a person");
  if (principal.pool.id !== pool.id) return no("token-not-genuine", "the token is of another pool");
  if (principal.failed !== undefined)
    return no("sign-in-fails", `nobody like this gets a token: ${principal.failed}`);
  if (principal.way === "machine") return no("token-scope-missing", "a machine's token is nobody's");
  if (principal.use === "id") return no("access-token-needed", "an access token is needed");
  if (!principal.scopes.includes(SELF_SERVICE_SCOPE)) {
    return no("token-scope-missing", `the access token has no scope ${SELF_SERVICE_SCOPE}`);
  }
  return { verdict: "yes", reason: "scope", sentence: `the access token carries ${SELF_SERVICE_SCOPE}`, by };
}

function adminRow(context: RowContext, pool: DeployedPool, operation: string): PlannedRow {
  const asked: AskedPolicy = {
    action: `cognito-idp:${operation}`,
    resource: pool.arn,
    words: `cognito-idp:${operation} on ${logicalIdOf(pool.place)}`,
    place: pool.place,
  };
  return policyRow(context, { key: `${pool.place} ${operation}`, title: operation, asked });
}
