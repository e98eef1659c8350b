import { parsePolicy, type Statement } from "../../iam/policies/document.ts";
import type { DeployedBucket, Deployment } from "../deployment/deployment.ts";
import { logicalIdOf } from "../deployment/names.ts";
import type { Cell } from "../matrix.ts";
import { askedToInvoke, invocablesOf } from "./invocable.ts";
import { type AskedPolicy, policyCell } from "./policy-cell.ts";
import type { Principal } from "./principals.ts";
import { type PlannedRow, type PlannedSection, planRow, type RowContext } from "./rows.ts";
import { serviceCell } from "./service-cell.ts";
import { ANY, actionsOf, covers, exampleOf, type Mention, mentionsOf } from "./subjects.ts";
import { keyNeedOf, underKey } from "./under-key.ts";
import { urlRows } from "./url-rows.ts";

export function topicSection(context: RowContext): PlannedSection[] {
  const mentions = mentionsOf(context.deployment);
  const topics = new Set(mentions.flatMap(({ resource }) => topicIn(resource)));
  if (topics.size === 0) return [];
  const rows = [...topics].sort().flatMap((topic) => {
    const own = mentions.filter(({ resource }) => resource === "*" || resource.endsWith(`/${topic}`));
    const actions = new Set([
      "Publish",
      "Subscribe",
      ...actionsOf(
        "iot",
        own.map(({ action }) => action),
      ),
    ]);
    actions.delete("Connect");
    return [...actions].sort().map((operation) => topicRow(context, { topic, operation }));
  });
  return [{ key: "topics", title: "MQTT topics", about: "tokens count for nothing at the broker", rows }];
}

/** The topic or filter of an ARN that names one. */
export function topicIn(resource: string): string[] {
  const [, , service, , , ...rest] = resource.split(":");
  const [kind = "", ...topic] = rest.join(":").split("/");
  const isTopic = service === "iot" && (kind === "topic" || kind === "topicfilter");
  return isTopic && topic.length > 0 ? [topic.join("/")] : [];
}

function topicRow(
  context: RowContext,
  { topic, operation }: { readonly topic: string; readonly operation: string },
): PlannedRow {
  const { scope, names } = context.deployment;
  const kind = operation === "Subscribe" ? "topicfilter" : "topic";
  const asked: AskedPolicy = {
    action: `iot:${operation}`,
    resource: `arn:aws:iot:${scope.region}:${scope.accountId}:${kind}/${topic.replaceAll("*", ANY)}`,
    words: `iot:${operation} on ${kind}/${names.logical(topic)}`,
    place: `topic ${topic}`,
  };
  const title = `${names.logical(topic)} · ${operation}`;
  return planRow(context, {
    key: `topic ${title}`,
    title,
    subject: { kind: "policy", asked },
    cell: (principal) => {
      if (operation === "Subscribe" && (principal.kind === "anonymous" || principal.kind === "token"))
        return WATCHING;
      return policyCell(context.deployment, principal, asked);
    },
  });
}

/** IOT-2 of the local cloud. */
const WATCHING: Cell = {
  verdict: "only-if",
  reason: "loopback-only",
  sentence:
    "from this machine, without credentials, on the MQTT port that stands for the test client of AWS's console; AWS has no such port",
  conditions: ["local cloud, loopback port"],
};

export function bucketSections(context: RowContext): PlannedSection[] {
  const mentions = mentionsOf(context.deployment);
  return context.deployment.buckets.map((bucket) => ({
    key: bucket.place,
    title: `Bucket ${logicalIdOf(bucket.place)}`,
    about: aboutBucket(bucket),
    rows: bucketRows(context, bucket, mentions),
  }));
}

function aboutBucket({ isPublic, restrictsPublic, policy }: DeployedBucket): string {
  const open = isPublic
    ? restrictsPublic
      ? "its policy is public, Block Public Access closes it"
      : "PUBLIC"
    : "private";
  return policy === undefined ? `${open}, without a policy of its own` : open;
}

/** Actions on the bucket itself; all others are on its objects. */
const ON_BUCKET =
  /^(?:List(?!MultipartUploadParts$)|(?:Get|Put|Create|Delete)Bucket|(?:Get|Put)\w{1,40}Configuration$)/i;

/** The keys that an ARN or pattern names of a bucket, empty for the bucket itself; undefined for another's. */
function keysIn(resource: string, bucket: string): string | undefined {
  if (!resource.startsWith("arn:aws:s3:::")) return undefined;
  const path = resource.slice("arn:aws:s3:::".length);
  const end = path.indexOf("/");
  const [name, keys] = end === -1 ? [path, undefined] : [path.slice(0, end), path.slice(end + 1)];
  if (!covers(name, bucket)) return undefined;
  // `arn:aws:s3:::logs*` reaches past the slash.
  return keys ?? (name.endsWith("*") ? "*" : "");
}

function bucketRows(context: RowContext, bucket: DeployedBucket, mentions: readonly Mention[]): PlannedRow[] {
  const own = mentions.filter(
    ({ resource }) => resource === "*" || keysIn(resource, bucket.name) !== undefined,
  );
  const named = actionsIn(bucket.policy).filter((action) => !action.includes("*"));
  const patterns = [...own.map(({ action }) => action), ...named];
  const actions = new Set([
    ...actionsOf("s3", patterns),
    "DeleteObject",
    "GetObject",
    "ListBucket",
    "PutBucketPolicy",
    "PutObject",
  ]);
  const prefixes = new Set(["*", ...prefixesOf(bucket, context.deployment)]);
  return [...actions]
    .sort()
    .flatMap((operation) =>
      (ON_BUCKET.test(operation) ? [""] : [...prefixes].sort()).map((prefix) =>
        bucketRow(context, { bucket, operation, prefix }),
      ),
    );
}

function bucketRow(
  context: RowContext,
  {
    bucket,
    operation,
    prefix,
  }: { readonly bucket: DeployedBucket; readonly operation: string; readonly prefix: string },
): PlannedRow {
  const { deployment } = context;
  const name = logicalIdOf(bucket.place);
  const shown = prefix === "" ? "" : `/${prefix}`;
  const asked: AskedPolicy = {
    action: `s3:${operation}`,
    resource: `arn:aws:s3:::${bucket.name}${prefix === "" ? "" : `/${exampleOf(prefix)}`}`,
    resourcePolicy: bucket.policy,
    words: `s3:${operation} on ${name}${shown}`,
    place: bucket.place,
  };
  const arn = bucket.hasBucketKey === true ? `arn:aws:s3:::${bucket.name}` : asked.resource;
  const need = keyNeedOf(deployment, { arn, keyId: bucket.keyId, boundTo: ["aws:s3:arn"] }, asked.action);
  return planRow(context, {
    key: `${bucket.place} s3:${operation}${shown === "" ? "" : ` ${shown}`}`,
    title: `s3:${operation}${shown === "" || shown === "/*" ? "" : ` ${shown}`}`,
    subject: { kind: "policy", asked, underKey: need?.isOfAws === false },
    cell: (principal) => {
      const own = bucketCell(deployment, principal, { bucket, asked });
      return need === undefined ? own : underKey(deployment, principal, { own, need });
    },
  });
}

interface AskedBucket {
  readonly bucket: DeployedBucket;
  readonly asked: AskedPolicy;
}

export function bucketCell(
  deployment: Deployment,
  principal: Principal,
  { bucket, asked }: AskedBucket,
): Cell {
  // ACCESS-11: Block Public Access leaves services in.
  if (principal.kind === "service") return serviceCell(deployment, { principal, asked });
  // It takes a public policy away from every caller outside the account.
  const isClosed = bucket.isPublic && bucket.restrictsPublic && isOutsideAccount(principal);
  return policyCell(deployment, principal, isClosed ? { ...asked, resourcePolicy: undefined } : asked);
}

function isOutsideAccount({ kind }: Principal): boolean {
  return kind === "anonymous" || kind === "token" || kind === "other-account";
}

/**
 * Keys and patterns that any statement has, also those that one takes away: a row each. ACCESS-15: the key of
 * KMS is told of each object, so what its statements ask of that counts as well.
 */
function prefixesOf(
  { name, policy, keyId }: DeployedBucket,
  { roles, keys }: Pick<Deployment, "keys" | "roles">,
): string[] {
  const ofKey = keyId === undefined ? undefined : keys.get(keyId)?.policy;
  const own = [policy, ofKey].flatMap((text) => (text === undefined ? [] : [parsePolicy(text)]));
  return [...roles.flatMap(({ identity }) => identity), ...own]
    .flatMap(({ statements }) => statements.flatMap(objectsNamed))
    .flatMap((resource) => keysIn(resource, name) || []);
}

const TOLD_TO_KEY = "kms:encryptioncontext:aws:s3:arn";

function objectsNamed({ resources, conditions }: Statement): readonly string[] {
  const told = conditions.filter(({ key }) => key.toLowerCase() === TOLD_TO_KEY);
  return [...(resources?.sources ?? []), ...told.flatMap(({ expected }) => expected)];
}

/** Actions that the Allow statements of a resource's own policy name, patterns and all. */
export function actionsIn(policy: string | undefined): string[] {
  return (policy === undefined ? [] : parsePolicy(policy).statements).flatMap(({ effect, actions }) =>
    effect === "Allow" && !actions.negated ? actions.sources : [],
  );
}

/** Who may call a function past every route. */
export function functionSection(context: RowContext): PlannedSection[] {
  const { functions } = context.deployment;
  if (functions.length === 0) return [];
  const rows = invocablesOf(functions).map((its) => {
    const asked = askedToInvoke(its);
    return planRow(context, {
      key: `${its.place}${its.name.slice(logicalIdOf(its.place).length)} lambda:InvokeFunction`,
      title: `Invoke ${its.name}`,
      subject: { kind: "policy", asked },
      foldsForNobody: true,
      cell: (principal) => functionCell(context.deployment, principal, asked),
    });
  });
  const about = "past every route: who may invoke them";
  return [{ key: "functions", title: "Functions", about, rows: [...rows, ...urlRows(context)] }];
}

export function functionCell(deployment: Deployment, principal: Principal, asked: AskedPolicy): Cell {
  if (principal.kind === "service") return serviceCell(deployment, { principal, asked });
  return policyCell(
    deployment,
    principal,
    isUnsigned(principal) ? { ...asked, resourcePolicy: undefined } : asked,
  );
}

/** Lambda takes no call without a signature, whatever the function's policy says. */
function isUnsigned({ kind }: Principal): boolean {
  return kind === "anonymous" || kind === "token";
}
