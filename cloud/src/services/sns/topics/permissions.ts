import type { AddPermissionInput } from "../../../wire/models/generated/sns.types.ts";
import type { SnsContext } from "../shared/context.ts";
import { invalidBecause, invalidParameter } from "../shared/errors.ts";
import { type Topic, topicArn } from "../shared/topic.ts";
import { changeAttribute } from "./manager.ts";
import { isTopicAction, policyOf } from "./policy-document.ts";

const ACCOUNT = /^\d{12}$/;

interface Policy {
  readonly Statement: readonly { readonly Sid?: string }[];
}

/**
 * Adds a statement to the topic's policy.
 * @throws AwsError InvalidParameter
 */
export function addPermission(
  sns: SnsContext,
  topic: Topic,
  { Label, AWSAccountId: accounts, ActionName: actions }: Omit<AddPermissionInput, "TopicArn">,
): void {
  const policy = parsedPolicy(sns, topic);
  if (policy.Statement.some(({ Sid }) => Sid === Label)) throw invalidParameter("Statement already exists");
  if (actions.length === 0 || actions.some((action) => !isTopicAction(`sns:${action}`))) {
    throw invalidParameter("Policy statement action out of service scope!");
  }
  const nobody = accounts.find((account) => !ACCOUNT.test(account));
  if (accounts.length === 0 || nobody !== undefined) {
    throw invalidBecause("AWSAccountId", "every principal has to be an account id");
  }
  const statement = {
    Sid: Label,
    Effect: "Allow",
    Principal: { AWS: oneOrAll(accounts.map((account) => `arn:aws:iam::${account}:root`)) },
    Action: oneOrAll(actions.map((action) => `SNS:${action}`)),
    Resource: topicArn(sns.scope, topic.name),
  };
  save(sns, topic, { ...policy, Statement: [...policy.Statement, statement] });
}

/** A label that no statement has changes nothing. */
export function removePermission(sns: SnsContext, topic: Topic, label: string): void {
  const policy = parsedPolicy(sns, topic);
  const kept = policy.Statement.filter(({ Sid }) => Sid !== label);
  if (kept.length === policy.Statement.length) return;
  if (kept.length === 0) throw invalidParameter("Policy Error: null");
  save(sns, topic, { ...policy, Statement: kept });
}

function parsedPolicy({ scope }: SnsContext, topic: Topic): Policy {
  const policy = JSON.parse(policyOf(scope, topic)) as {
    readonly Statement: Policy["Statement"][number] | Policy["Statement"];
  };
  return { ...policy, Statement: [policy.Statement].flat() };
}

function save(sns: SnsContext, topic: Topic, policy: Policy): void {
  changeAttribute(sns, topic, "Policy", JSON.stringify(policy));
}

function oneOrAll(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? (values[0] ?? "") : values;
}
