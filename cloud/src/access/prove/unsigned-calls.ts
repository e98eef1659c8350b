import { createHash } from "node:crypto";
import type { CloudClient } from "../../runtime/client/cloud-client.ts";
import { operationRequest } from "../../wire/client/operation-request.ts";
import type { AskedPolicy } from "../compute/policy-cell.ts";

type Unsigned = Parameters<CloudClient["sendUnsigned"]>[0];

/**
 * What a question is as a request of somebody without credentials; never one that could change something.
 * Undefined where no harmless one is known.
 */
export function unsignedCall(asked: AskedPolicy): Unsigned | undefined {
  // Nothing bears that name: whatever the answer, it would say nothing.
  if (asked.resource === "*") return undefined;
  return CALLS.get(asked.action)?.(asked) ?? doorCall(asked) ?? adminCall(asked);
}

const CALLS: ReadonlyMap<string, (asked: AskedPolicy) => Unsigned> = new Map([
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

/** A version that no parameter and no secret has. */
const NO_VERSION = "portcullis-access-of-no-version-at-all";

/**
 * Inputs that are refused behind an open door: nothing is sent, received, written, and no value is told.
 * By action, from the ARN.
 */
const DOOR_INPUTS: Readonly<Record<string, (arn: string) => object>> = {
  "sqs:SendMessage": (arn) => ({ QueueUrl: queuePath(arn), MessageBody: "" }),
  "sqs:ReceiveMessage": (arn) => ({ QueueUrl: queuePath(arn), MaxNumberOfMessages: 0 }),
  "sns:Publish": (TopicArn) => ({ TopicArn, Message: "" }),
  "sns:Subscribe": (TopicArn) => ({ TopicArn, Protocol: "portcullis-access" }),
  // An entry without source, type and detail is none.
  "events:PutEvents": (EventBusName) => ({ Entries: [{ EventBusName }] }),
  "kms:Decrypt": (KeyId) => ({ KeyId, CiphertextBlob: "AA==", DryRun: true }),
  "kms:Encrypt": (KeyId) => ({ KeyId, Plaintext: "AA==", DryRun: true }),
  "kms:GenerateDataKey": (KeyId) => ({ KeyId, KeySpec: "AES_256", DryRun: true }),
  "secretsmanager:GetSecretValue": (SecretId) => ({ SecretId, VersionId: NO_VERSION }),
  "ssm:GetParameter": (arn) => ({ Name: `${arn}:${NO_VERSION}` }),
  "dynamodb:GetItem": (arn) => ({ TableName: arn, Key: {} }),
  "dynamodb:PutItem": (arn) => ({ TableName: arn, Item: {} }),
};

function doorCall({ action, resource }: AskedPolicy): Unsigned | undefined {
  const inputOf = Object.hasOwn(DOOR_INPUTS, action) ? DOOR_INPUTS[action] : undefined;
  if (inputOf === undefined) return undefined;
  const [service = "", operation = ""] = action.split(":");
  return unsigned(service, operation, inputOf(resource));
}

function unsigned(service: string, operation: string, input: object): Unsigned {
  const { signingName: _signingName, ...request } = operationRequest(service, operation, { ...input });
  return request;
}

function queuePath(arn: string): string {
  const [, , , , account = "", name = ""] = arn.split(":");
  return `/${account}/${name}`;
}

/** Of a name that nobody has: what is let in finds nobody. */
function adminCall({ action, resource }: AskedPolicy): Unsigned | undefined {
  const operation = /^cognito-idp:(Admin\w+)$/.exec(action)?.[1];
  if (operation === undefined) return undefined;
  const UserPoolId = resource.slice(resource.indexOf("/") + 1);
  return userPoolCall(operation, { UserPoolId, Username: "portcullis-access-of-nobody" });
}

/** An unsigned operation of a user pool. */
export function userPoolCall(operation: string, input: object): Unsigned {
  return unsigned("cognito-idp", operation, input);
}

/** A key that nobody would choose, under the prefix that the row is about. */
function s3Path({ resource }: AskedPolicy): string {
  const path = resource.slice("arn:aws:s3:::".length);
  return `/${path.split("/").map(encodeURIComponent).join("/")}`;
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("base64");
}
