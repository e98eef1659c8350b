import type { Scope } from "../../../core/arns.ts";
import { unsuppliedKey } from "../../../iam/policies/condition-keys.ts";
import { isResourcePolicy } from "../../../iam/policies/resource-document.ts";
import { invalidParameter, notSupportedHere } from "../shared/errors.ts";
import { type Topic, topicArn } from "../shared/topic.ts";

const LONGEST_BYTES = 30_720;

/** What a topic's policy may name: no wildcards, and nothing that is about no topic. */
const ACTIONS: ReadonlySet<string> = new Set(
  [
    "AddPermission",
    "DeleteTopic",
    "GetDataProtectionPolicy",
    "GetTopicAttributes",
    "ListSubscriptionsByTopic",
    "ListTagsForResource",
    "Publish",
    "PutDataProtectionPolicy",
    "Receive",
    "RemovePermission",
    "SetTopicAttributes",
    "Subscribe",
    "TagResource",
    "UntagResource",
  ].map((name) => `sns:${name}`.toLowerCase()),
);

export const isTopicAction = (action: string): boolean => ACTIONS.has(action.toLowerCase());

/**
 * SNS-3: a topic policy that can not be read is refused when it is set, so that none is ever ignored.
 * @throws AwsError InvalidParameter, UnsupportedOperation for a condition key that no request carries here
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-creating-custom-policies.html
 */
export function assertTopicPolicy(text: string): void {
  const rules = { longestBytes: LONGEST_BYTES };
  if (!isResourcePolicy(text, { ...rules, isAction: () => true })) {
    throw invalidParameter("Policy Error: null");
  }
  if (!isResourcePolicy(text, { ...rules, isAction: isTopicAction })) {
    throw invalidParameter("Policy statement action out of service scope!");
  }
  const key = unsuppliedKey(text);
  if (key !== undefined) throw notSupportedHere(`The condition key ${key}`);
}

/**
 * The policy of a topic. The one that AWS gives to every topic lets in what asks with the deprecated key
 * AWS:SourceOwner: no request here has it.
 */
export function policyOf(scope: Scope, { name, attributes }: Pick<Topic, "name" | "attributes">): string {
  return attributes["Policy"] ?? JSON.stringify(standardPolicy(scope, name));
}

function standardPolicy(scope: Scope, name: string): object {
  return {
    Version: "2008-10-17",
    Id: "__default_policy_ID",
    Statement: [
      {
        Sid: "__default_statement_ID",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: [
          "SNS:GetTopicAttributes",
          "SNS:SetTopicAttributes",
          "SNS:AddPermission",
          "SNS:RemovePermission",
          "SNS:DeleteTopic",
          "SNS:Subscribe",
          "SNS:ListSubscriptionsByTopic",
          "SNS:Publish",
        ],
        Resource: topicArn(scope, name),
        Condition: { StringEquals: { "AWS:SourceOwner": scope.accountId } },
      },
    ],
  };
}
