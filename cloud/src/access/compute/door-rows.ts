import type { DeployedDoor, Deployment } from "../deployment/deployment.ts";
import { logicalIdOf } from "../deployment/names.ts";
import type { Cell } from "../matrix.ts";
import { KINDS, type KindOfDoor } from "./door-kinds.ts";
import { type AskedPolicy, policyCell } from "./policy-cell.ts";
import type { Principal } from "./principals.ts";
import { actionsIn } from "./resource-rows.ts";
import { type PlannedRow, type PlannedSection, planRow, type RowContext } from "./rows.ts";
import { serviceCell } from "./service-cell.ts";
import { actionsOf, covers, type Mention, mentionsOf } from "./subjects.ts";
import { type KeyedThing, keyNeedOf, underKey } from "./under-key.ts";

/** Who may do what with queues, topics, buses, keys, secrets, parameters and tables. */
export function doorSections(context: RowContext): PlannedSection[] {
  const mentions = mentionsOf(context.deployment);
  return context.deployment.doors
    .map((door): PlannedSection => {
      const kind = KINDS[door.kind];
      const title = `${kind.name[0]?.toUpperCase()}${kind.name.slice(1)}`;
      return {
        key: door.place,
        title: `${title} ${logicalIdOf(door.place)}`,
        about: aboutDoor(door, kind),
        rows: actionsAt(door, kind, mentions).map((operation) => doorRow(context, door, operation)),
      };
    })
    .filter(({ key, rows }) => key !== DEFAULT_BUS || rows.some(({ row }) => row.fold !== "nobody"));
}

/** Every account has it, also one that sends no events. */
const DEFAULT_BUS = "-/default";

function aboutDoor({ policy }: DeployedDoor, { about, ownFirst }: KindOfDoor): string {
  if (ownFirst) return "its own policy decides first: roles count where it lets the account in";
  return policy === undefined ? about : "";
}

/** What always has a row, and what a policy names; letters count alike in policies. */
function actionsAt(door: DeployedDoor, kind: KindOfDoor, mentions: readonly Mention[]): string[] {
  const own = mentions.filter(
    ({ action, resource }) => covers(resource, door.arn) && !OF_NO_DOOR.test(action),
  );
  const isOn = (operation: string): boolean => kind.takes?.test(operation) !== false;
  const patterns = [...own.map(({ action }) => action), ...actionsIn(door.policy)];
  const found = new Map<string, string>();
  for (const operation of [...kind.actions, ...actionsOf(kind.service, patterns).filter(isOn)]) {
    const lower = operation.toLowerCase();
    if (!found.has(lower)) found.set(lower, operation);
  }
  return [...found.values()].sort();
}

/** Actions that take no resource: they stand among the other operations. */
const OF_NO_DOOR =
  /:(?:List(?:Aliases|EventBuses|Keys|Queues|Secrets|Subscriptions|Tables|Topics)|CreateKey|DescribeParameters|GenerateRandom|GetRandomPassword)$/i;

function doorRow(context: RowContext, door: DeployedDoor, operation: string): PlannedRow {
  const kind = KINDS[door.kind];
  const action = `${kind.service}:${operation}`;
  const asked: AskedPolicy = {
    action,
    resource: door.arn,
    resourcePolicy: door.policy,
    words: `${action} on ${logicalIdOf(door.place)}`,
    place: door.place,
    // ACCESS-7
    ...(kind.ownFirst ? { trust: true } : {}),
  };
  const { deployment } = context;
  const need = keyNeedOf(deployment, boundDoor(door), action);
  return planRow(context, {
    key: `${door.place} ${action}`,
    title: action,
    subject: { kind: "policy", asked, underKey: need?.isOfAws === false },
    foldsForNobody: true,
    cell: (principal) => {
      const cell = doorCell(deployment, principal, { asked, kind });
      return need === undefined ? cell : underKey(deployment, principal, { own: cell, need });
    },
  });
}

/** Names of what the encryption is bound to, as each service gives them; the first is the thing's ARN. */
const BOUND_TO: Readonly<Partial<Record<DeployedDoor["kind"], readonly string[]>>> = {
  queue: ["aws:sqs:arn"],
  topic: ["aws:sns:topicArn"],
  secret: ["SecretARN", "SecretVersionId"],
  parameter: ["PARAMETER_ARN"],
};

function boundDoor({ kind, arn, keyId }: DeployedDoor): KeyedThing {
  return { arn, keyId, boundTo: BOUND_TO[kind] ?? [] };
}

interface Asked {
  readonly asked: AskedPolicy;
  readonly kind: KindOfDoor;
}

export function doorCell(deployment: Deployment, principal: Principal, { asked, kind }: Asked): Cell {
  if (principal.kind === "service") return serviceCell(deployment, { principal, asked });
  const isUnsigned = principal.kind === "anonymous" || principal.kind === "token";
  if (isUnsigned && !kind.takesUnsigned) {
    return policyCell(deployment, principal, { ...asked, resourcePolicy: undefined });
  }
  const cell = policyCell(deployment, principal, asked);
  if (!isUnsigned || cell.verdict !== "yes") return cell;
  const { service } = kind;
  return { ...onAws(service.toUpperCase()), ...(cell.by === undefined ? {} : { by: cell.by }) };
}

/** SQS-1, SNS-1 of the local cloud: every call is signed. */
function onAws(service: string): Cell {
  return {
    verdict: "only-if",
    reason: "unsigned-on-aws",
    sentence: `on AWS, where its policy lets in everybody, unsigned too; this cloud refuses unsigned calls of ${service}`,
    conditions: ["AWS, not this cloud"],
  };
}
