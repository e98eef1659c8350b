import { joined } from "./policy.ts";

type Words = (resource: string) => string | undefined;

/** What resources of a service are called, by what stands last in their ARN. */
const NAMES: Readonly<Record<string, Words>> = {
  iot: named([
    ["topic/", "the topic"],
    ["topicfilter/", "the topic filter"],
    ["client/", "the client"],
    ["thing/", "the thing"],
  ]),
  "cognito-idp": named([["userpool/", "the user pool"]]),
  lambda: named([["function:", "the function"]]),
  dynamodb: named([["table/", "the table"]]),
  iam: named([
    ["role/", "the role"],
    ["user/", "the user"],
  ]),
  ssm: named([["parameter/", "the parameter"]]),
  secretsmanager: named([["secret:", "the secret"]]),
  "execute-api": (resource) => `calls of ${resource}`,
  sns: (resource) => `the SNS topic ${resource}`,
  sqs: (resource) => `the queue ${resource}`,
  kms: named([
    ["key/", "the key"],
    ["alias/", "the key called"],
  ]),
  logs: named([["log-group:", "the log group"]]),
  s3: bucketWords,
};

/**
 * A resource of a policy in words: `the topic orders`, `all objects of the bucket pictures`.
 * @param account own account: only others are named
 */
export function resourceWords(arn: string, account: string): string {
  if (arn === "*") return "anything";
  const [, , service = "", , owner = "", ...rest] = arn.split(":");
  const words = Object.hasOwn(NAMES, service) ? NAMES[service]?.(rest.join(":")) : undefined;
  if (words === undefined) return arn;
  return owner === "" || owner === account ? words : `${words} of account ${owner}`;
}

/** Several of them; those of one kind share its name. */
export function allResourceWords(arns: readonly string[], account: string): string {
  return joined(arns.map((arn) => resourceWords(arn, account)));
}

function named(kinds: readonly (readonly [prefix: string, name: string])[]): Words {
  return (resource) => {
    const kind = kinds.find(([prefix]) => resource.startsWith(prefix));
    if (kind === undefined) return undefined;
    const name = resource.slice(kind[0].length);
    return name === "*" ? `${kind[1].replace("the ", "any ")}` : `${kind[1]} ${name}`;
  };
}

function bucketWords(resource: string): string {
  const slash = resource.indexOf("/");
  if (slash === -1) return resource === "*" ? "any bucket" : `the bucket ${resource}`;
  const bucket = `the bucket ${resource.slice(0, slash)}`;
  const key = resource.slice(slash + 1);
  if (key === "*") return `all objects of ${bucket}`;
  return key.includes("*") ? `the objects ${key} of ${bucket}` : `the object ${key} of ${bucket}`;
}
