import type { PolicyDocument } from "../../iam/policies/document.ts";
import type { Deployment } from "../deployment/deployment.ts";

/** An action on a resource as some policy has it, patterns and all. */
export interface Mention {
  readonly action: string;
  readonly resource: string;
  /** Only AWS's own policies have it. */
  readonly awsManaged: boolean;
}

/** What a wildcard in an action is looked at for: operations whose reach a reviewer asks about. */
const TELLING: Readonly<Record<string, readonly string[]>> = {
  "cognito-idp": [
    "AdminAddUserToGroup",
    "AdminCreateUser",
    "AdminDeleteUser",
    "AdminGetUser",
    "AdminSetUserPassword",
  ],
  dynamodb: ["DeleteItem", "DeleteTable", "GetItem", "PutItem", "Query", "Scan", "UpdateItem"],
  events: ["PutEvents", "PutRule", "PutTargets"],
  iam: ["AttachRolePolicy", "CreateRole", "PassRole", "PutRolePolicy", "UpdateAssumeRolePolicy"],
  iot: ["Connect", "GetRetainedMessage", "Publish", "RetainPublish", "Subscribe"],
  kms: ["CreateGrant", "Decrypt", "Encrypt", "GenerateDataKey", "PutKeyPolicy", "ScheduleKeyDeletion"],
  lambda: ["InvokeFunction", "UpdateFunctionCode"],
  s3: ["DeleteObject", "GetObject", "ListBucket", "PutBucketPolicy", "PutObject"],
  secretsmanager: ["DeleteSecret", "GetSecretValue", "PutSecretValue"],
  sns: ["Publish", "SetTopicAttributes", "Subscribe"],
  sqs: ["DeleteMessage", "PurgeQueue", "ReceiveMessage", "SendMessage", "SetQueueAttributes"],
  ssm: ["DeleteParameter", "GetParameter", "GetParametersByPath", "PutParameter"],
  sts: ["AssumeRole"],
};

/** Everything that an Allow of a role's policies names, each once. */
export function mentionsOf({ roles }: Pick<Deployment, "roles">): Mention[] {
  const found = new Map<string, Mention>();
  for (const document of roles.flatMap(({ identity }) => identity)) {
    for (const mention of mentionsIn(document)) {
      const key = `${mention.action} ${mention.resource}`;
      const known = found.get(key);
      found.set(
        key,
        known === undefined ? mention : { ...known, awsManaged: known.awsManaged && mention.awsManaged },
      );
    }
  }
  return [...found.values()];
}

function mentionsIn(document: PolicyDocument): Mention[] {
  const awsManaged = document.name?.startsWith("arn:aws:iam::aws:") === true;
  return document.statements
    .filter(({ effect }) => effect === "Allow")
    .flatMap(({ actions, resources }) => {
      // `NotAction` leaves everything else open: as wide as a star.
      const named = actions.negated ? ["*"] : actions.sources;
      const places = resources === undefined || resources.negated ? ["*"] : resources.sources;
      return named.flatMap((action) => places.map((resource) => ({ action, resource, awsManaged })));
    });
}

/** Operations of a service that the pattern takes in: those named, and the telling ones a wildcard covers. */
export function actionsOf(service: string, patterns: readonly string[]): string[] {
  const found = new Set<string>();
  for (const pattern of patterns) {
    const [prefix = "", operation = "*"] = pattern === "*" ? [service, "*"] : pattern.split(":");
    if (prefix.toLowerCase() !== service) continue;
    if (!/[*?]/.test(operation)) found.add(operation);
    else for (const name of TELLING[service] ?? []) if (covers(operation, name)) found.add(name);
  }
  return [...found].sort();
}

/** Whether an IAM pattern takes in the text; letters count alike. */
export function covers(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "is").test(text);
}

/** Stands for what a pattern leaves open. */
export const ANY = "portcullis-access";

/** A text that an IAM pattern takes in. */
export function exampleOf(pattern: string): string {
  return pattern.replaceAll("*", ANY).replaceAll("?", "x");
}
