import { createHash } from "node:crypto";
import { AwsError } from "../../core/errors.ts";
import type { CloudClient, RawReply } from "../../runtime/client/cloud-client.ts";
import type { AskedPolicy } from "../compute/policy-cell.ts";
import type { Principal } from "../compute/principals.ts";
import { query, textIn } from "../deployment/query.ts";
import type { Cell } from "../matrix.ts";
import { errorCodeOf, type Observation, observed } from "./observation.ts";

interface Asked {
  readonly principal: Principal;
  readonly asked: AskedPolicy;
  readonly cell: Cell;
}

/** Roles are simulated by IAM itself; nobody really asks, where asking harms nothing. */
export async function provePolicy(
  client: CloudClient,
  { principal, asked, cell }: Asked,
): Promise<Observation> {
  if (cell.verdict === "only-if") return { unproved: "depends" };
  switch (principal.kind) {
    case "role":
      return asked.trust === true ? { unproved: "trust" } : simulate(client, principal.role.arn, asked);
    case "anonymous":
      return callAsNobody(client, asked, cell);
    case "token":
      return { unproved: "no-such-call" };
    case "service":
    case "other-account":
      return { unproved: "not-ours-to-be" };
  }
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html */
async function simulate(client: CloudClient, roleArn: string, asked: AskedPolicy): Promise<Observation> {
  const { action, resource, resourcePolicy } = asked;
  try {
    const { result, status, requestId } = await query(client, "iam", {
      Action: "SimulatePrincipalPolicy",
      PolicySourceArn: roleArn,
      "ActionNames.member.1": action,
      "ResourceArns.member.1": resource,
      ...(resourcePolicy === undefined ? {} : { ResourcePolicy: resourcePolicy }),
    });
    const [first] = result.children.find(({ name }) => name === "EvaluationResults")?.children ?? [];
    const allowed = textIn(first, "EvalDecision") === "allowed";
    return { how: "simulated", observed: allowed ? "yes" : "no", status, request: requestId };
  } catch (error) {
    if (error instanceof AwsError) return { unproved: `simulation-refused: ${error.code}` };
    throw error;
  }
}

/** What a question is as a request of somebody without credentials; never one that could change something. */
const CALLS: ReadonlyMap<string, (asked: AskedPolicy) => Parameters<CloudClient["sendUnsigned"]>[0]> =
  new Map([
    ["s3:GetObject", (asked: AskedPolicy) => ({ method: "GET", path: s3Path(asked) })],
    [
      "s3:ListBucket",
      (asked: AskedPolicy) => ({ method: "GET", path: `${s3Path(asked)}?list-type=2&max-keys=0` }),
    ],
    [
      "s3:PutObject",
      (asked: AskedPolicy) => ({
        method: "PUT",
        path: s3Path(asked),
        headers: { "content-md5": md5("another body") },
        body: "one body",
      }),
    ],
    [
      "lambda:InvokeFunction",
      ({ resource }: AskedPolicy) => ({
        method: "POST",
        path: `/2015-03-31/functions/${encodeURIComponent(resource)}/invocations`,
        headers: { "x-amz-invocation-type": "DryRun" },
      }),
    ],
    [
      "iot:GetRetainedMessage",
      ({ resource }: AskedPolicy) => ({
        method: "GET",
        path: `/retainedMessage/${encodeURIComponent(resource.slice(resource.indexOf(":topic/") + ":topic/".length))}`,
      }),
    ],
  ]);

/** What is let in is refused for its input: no message is sent, and none is received. */
const QUEUE_CALLS: Readonly<Record<string, object>> = {
  "sqs:SendMessage": { MessageBody: "" },
  "sqs:ReceiveMessage": { MaxNumberOfMessages: 0 },
};

/** An unsigned operation of SQS. */
function queueCall({
  action,
  resource,
}: AskedPolicy): Parameters<CloudClient["sendUnsigned"]>[0] | undefined {
  const input = Object.hasOwn(QUEUE_CALLS, action) ? QUEUE_CALLS[action] : undefined;
  if (input === undefined) return undefined;
  const [, , , , account = "", name = ""] = resource.split(":");
  return {
    method: "POST",
    path: "/",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `AmazonSQS.${action.slice("sqs:".length)}`,
    },
    body: JSON.stringify({ QueueUrl: `/${account}/${name}`, ...input }),
  };
}

async function callAsNobody(client: CloudClient, asked: AskedPolicy, cell: Cell): Promise<Observation> {
  const request = CALLS.get(asked.action)?.(asked) ?? queueCall(asked) ?? adminCall(asked);
  if (request === undefined) return { unproved: "no-harmless-call" };
  const reply = await client.sendUnsigned(request);
  const isNo = isRefused(reply);
  // S3 answers 403 for a key that is missing, too, to whoever may not list.
  if (isNo && cell.verdict === "yes" && asked.action === "s3:GetObject") return { unproved: "answer-hides" };
  return observed(reply, isNo ? "no" : "yes");
}

const REFUSED: ReadonlySet<string> = new Set([
  "AccessDenied",
  "AccessDeniedException",
  "ForbiddenException",
  "MissingAuthenticationToken",
  "MissingAuthenticationTokenException",
  "NotAuthorizedException",
]);

function isRefused(reply: RawReply): boolean {
  return reply.status === 403 || REFUSED.has(errorCodeOf(reply));
}

/** Of a name that nobody has: what is let in finds nobody. */
function adminCall({
  action,
  resource,
}: AskedPolicy): Parameters<CloudClient["sendUnsigned"]>[0] | undefined {
  const operation = /^cognito-idp:(Admin\w+)$/.exec(action)?.[1];
  if (operation === undefined) return undefined;
  const UserPoolId = resource.slice(resource.indexOf("/") + 1);
  return userPoolCall(operation, { UserPoolId, Username: "portcullis-access-of-nobody" });
}

/** An unsigned operation of a user pool. */
export function userPoolCall(operation: string, input: object): Parameters<CloudClient["sendUnsigned"]>[0] {
  return {
    method: "POST",
    path: "/",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify(input),
  };
}

/** A key that nobody would choose, under the prefix that the row is about. */
function s3Path({ resource }: AskedPolicy): string {
  const path = resource.slice("arn:aws:s3:::".length);
  return `/${path.split("/").map(encodeURIComponent).join("/")}`;
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("base64");
}
