import type { Deployment } from "../deployment/deployment.ts";
import type { Cell } from "../matrix.ts";
import { DOOR_SERVICES, KINDS } from "./door-kinds.ts";
import { doorCell } from "./door-rows.ts";
import { invocablesOf } from "./invocable.ts";
import { type AskedPolicy, policyCell } from "./policy-cell.ts";
import type { Principal } from "./principals.ts";
import { bucketCell, functionCell, topicIn } from "./resource-rows.ts";
import { type PlannedSection, planRow, type RowContext } from "./rows.ts";
import { ANY, exampleOf, mentionsOf } from "./subjects.ts";

/** What roles reach in addition: each action and resource that a policy names. */
export function otherSection(context: RowContext): PlannedSection[] {
  const { names, functions, doors, roles } = context.deployment;
  const own = new Set([...invocablesOf(functions), ...doors, ...roles].map(({ arn }) => arn));
  const rows = mentionsOf(context.deployment)
    .filter(({ action, resource }) => !isElsewhere(action, resource, own))
    .map(({ action, resource, awsManaged }) => {
      const title = `${action} · ${names.logical(resource)}`;
      const thing = thingOf(context.deployment, resource);
      const asked: AskedPolicy = {
        action: action === "*" ? `${ANY}:Operation` : action.replaceAll(/[*?]/g, "AnyOperation"),
        resource: resource === "*" ? "*" : concrete(context.deployment, resource),
        words: `${action} on ${names.logical(resource)}`,
        place: thing?.place ?? "-",
        ...thing?.asked,
      };
      return planRow(context, {
        key: `other ${title}`,
        title,
        subject: { kind: "policy", asked },
        fold: awsManaged ? "aws-managed" : undefined,
        cell: (principal) =>
          withTrust(
            action,
            thing?.cell(principal, asked) ?? policyCell(context.deployment, principal, asked),
          ),
      });
    })
    .sort((a, b) => (a.row.key < b.row.key ? -1 : 1));
  const once = rows.filter(
    ({ row }, index) => rows.findIndex((other) => other.row.key === row.key) === index,
  );
  return once.length === 0 ? [] : [{ key: "other", title: "Other operations", about: "", rows: once }];
}

interface Thing {
  readonly place: string;
  readonly asked: Pick<AskedPolicy, "resourcePolicy" | "trust">;
  cell(principal: Principal, asked: AskedPolicy): Cell;
}

/** ACCESS-14: the thing that the ARN names, if it is one: its own policy counts under a wildcard, too. */
function thingOf(deployment: Deployment, resource: string): Thing | undefined {
  const door = deployment.doors.find(({ arn }) => arn === resource);
  if (door !== undefined) {
    const kind = KINDS[door.kind];
    return {
      place: door.place,
      asked: { resourcePolicy: door.policy, ...(kind.ownFirst ? { trust: true } : {}) },
      cell: (principal, asked) => doorCell(deployment, principal, { asked, kind }),
    };
  }
  const called = invocablesOf(deployment.functions).find(({ arn }) => arn === resource);
  if (called !== undefined) {
    return {
      place: called.place,
      asked: { resourcePolicy: called.policy },
      cell: (principal, asked) => functionCell(deployment, principal, asked),
    };
  }
  const bucket = deployment.buckets.find(
    ({ name }) => resource === `arn:aws:s3:::${name}` || resource.startsWith(`arn:aws:s3:::${name}/`),
  );
  return (
    bucket && {
      place: bucket.place,
      asked: { resourcePolicy: bucket.policy },
      cell: (principal, asked) => bucketCell(deployment, principal, { bucket, asked }),
    }
  );
}

/** Rows of their own: topics, buckets, doors, pools, functions; and routes, which `execute-api:Invoke` opens. */
function isElsewhere(action: string, resource: string, own: ReadonlySet<string>): boolean {
  if (/[*?]/.test(action)) return false;
  const [service = "", operation = ""] = action.split(":");
  if (service === "sts") return operation.toLowerCase() === "assumerole" && own.has(resource);
  if (service === "lambda")
    return /^(?:InvokeFunction(?:Url)?|GetLayerVersion)$/.test(operation) && own.has(resource);
  if (DOOR_SERVICES.has(service)) return own.has(resource);
  if (service === "iot") return topicIn(resource).length > 0;
  if (service === "s3")
    return resource !== "*" && resource.startsWith("arn:aws:s3:::") && !resource.startsWith("arn:aws:s3:::*");
  if (service === "cognito-idp") return resource.includes(":userpool/") && !/[*?]/.test(resource);
  return service === "execute-api";
}

/** A resource that the pattern takes in. */
function concrete({ scope }: Deployment, pattern: string): string {
  const [head = "arn", partition = "aws", service = "", region = "", account = "", ...rest] =
    pattern.split(":");
  const filled = exampleOf(rest.join(":"));
  const at = (part: string, own: string): string => (/[*?]/.test(part) ? own : part);
  return [
    head,
    at(partition, "aws"),
    service,
    at(region, scope.region),
    at(account, scope.accountId),
    filled || ANY,
  ].join(":");
}

/** To take a role, the role has to trust who asks: where it is not known which, that stays open. */
function withTrust(action: string, cell: Cell): Cell {
  if (action.toLowerCase() !== "sts:assumerole" || cell.verdict === "no") return cell;
  const conditions = [...(cell.conditions ?? []), "the role trusts it"].sort();
  return { ...cell, verdict: "only-if", reason: "trust", sentence: conditions.join(" and "), conditions };
}
