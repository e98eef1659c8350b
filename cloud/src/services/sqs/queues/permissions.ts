import type { AddPermissionRequest } from "../../../wire/models/generated/sqs.types.ts";
import type { SqsContext } from "../shared/context.ts";
import { invalidValue, missingParameter } from "../shared/errors.ts";
import { type Queue, queueArn } from "../shared/queue.ts";
import { changeAttributes } from "./manager.ts";

/** What others than the owner may be let do. */
const ACTIONS: ReadonlySet<string> = new Set([
  "*",
  "SendMessage",
  "ReceiveMessage",
  "DeleteMessage",
  "ChangeMessageVisibility",
  "GetQueueAttributes",
  "GetQueueUrl",
  "ListDeadLetterSourceQueues",
  "PurgeQueue",
]);
const LABEL = /^[A-Za-z0-9_-]{1,80}$/;
const ACCOUNT = /^\d{12}$/;

interface Statement {
  readonly Sid?: string;
}
interface Policy {
  readonly Statement: readonly Statement[];
}

/**
 * Adds a statement to the queue's policy.
 * @throws SqsError InvalidParameterValue, MissingParameter
 */
export function addPermission(
  sqs: SqsContext,
  queue: Queue,
  {
    Label: label = "",
    AWSAccountIds: accounts = [],
    Actions: actions = [],
  }: Omit<AddPermissionRequest, "QueueUrl">,
): void {
  if (actions.length === 0) throw missingParameter("Actions");
  if (accounts.length === 0) throw missingParameter("AWSAccountIds");
  if (!LABEL.test(label)) {
    throw invalidValue(label, "Label", "Can only include alphanumeric characters, hyphens, or underscores.");
  }
  const other = actions.find((action) => !ACTIONS.has(action));
  if (other !== undefined) {
    throw invalidValue(
      `SQS:${other}`,
      "ActionName",
      "Only the queue owner is allowed to invoke this action.",
    );
  }
  const nobody = accounts.find((account) => !ACCOUNT.test(account));
  if (nobody !== undefined) {
    throw invalidValue(`[${accounts.join(", ")}]`, "PrincipalId", "Unable to verify.");
  }
  const policy = policyOf(queue);
  if (policy?.Statement.some(({ Sid }) => Sid === label) === true) {
    throw invalidValue(label, "Label", "Already exists.");
  }
  const arn = queueArn(sqs.scope, queue.name);
  const statement = {
    Sid: label,
    Effect: "Allow",
    Principal: { AWS: oneOrAll(accounts.map((account) => `arn:aws:iam::${account}:root`)) },
    Action: oneOrAll(actions.map((action) => `SQS:${action}`)),
    Resource: arn,
  };
  save(sqs, queue, {
    Version: "2012-10-17",
    Id: `${arn}/SQSDefaultPolicy`,
    ...policy,
    Statement: [...(policy?.Statement ?? []), statement],
  });
}

/** @throws SqsError InvalidParameterValue */
export function removePermission(sqs: SqsContext, queue: Queue, label = ""): void {
  const policy = policyOf(queue);
  const kept = policy?.Statement.filter(({ Sid }) => Sid !== label) ?? [];
  if (policy === undefined || kept.length === policy.Statement.length) {
    throw invalidValue(label, "Label", "can't find label on existing policy.");
  }
  save(sqs, queue, kept.length === 0 ? undefined : { ...policy, Statement: kept });
}

function policyOf({ attributes: { Policy: text } }: Queue): Policy | undefined {
  if (text === undefined) return undefined;
  const policy = JSON.parse(text) as { readonly Statement: Statement | readonly Statement[] };
  return { ...policy, Statement: [policy.Statement].flat() };
}

function save(sqs: SqsContext, queue: Queue, policy: object | undefined): void {
  changeAttributes(sqs, queue, { Policy: policy === undefined ? "" : JSON.stringify(policy) });
}

function oneOrAll(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? (values[0] ?? "") : values;
}
