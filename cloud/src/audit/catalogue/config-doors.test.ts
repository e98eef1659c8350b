import { expect, test } from "vitest";
import type { CheckResult } from "../model.ts";
import { type CheckParts, resource, runCheckOn } from "../testing/fake-deployment.ts";

const ALLOWED = { Effect: "Allow", Action: "any:Thing", Resource: "*" };
/** A policy of its own at where the type keeps it. */
const door = (type: string, member: string, statement: object) => ({
  deployment: { resources: [resource("Door", type, { [member]: { Statement: [statement] } } as never)] },
});
const bus = (properties: object) => ({
  deployment: { resources: [resource("Door", "AWS::Events::EventBusPolicy", properties as never)] },
});
const FROM_HERE = { StringEquals: { "aws:SourceAccount": "123456789012" } };

/** Check, what is given, and whether it is told; every yes has its no. */
type Case = readonly [string, string, CheckParts, CheckResult["verdict"]];
const TABLE: readonly Case[] = [
  ...(
    [
      ["AWS::SNS::TopicPolicy", "PolicyDocument"],
      ["AWS::SQS::QueuePolicy", "PolicyDocument"],
      ["AWS::Events::EventBus", "Policy"],
      ["AWS::KMS::Key", "KeyPolicy"],
      ["AWS::SecretsManager::ResourcePolicy", "ResourcePolicy"],
    ] as const
  ).flatMap(([type, member]): Case[] => [
    ["CFG-31", `everybody at ${type}`, door(type, member, { ...ALLOWED, Principal: "*" }), "found"],
    [
      "CFG-31",
      `everybody over TLS at ${type}`,
      door(type, member, {
        ...ALLOWED,
        Principal: { AWS: "*" },
        Condition: { Bool: { "aws:SecureTransport": "true" } },
      }),
      "found",
    ],
    [
      "CFG-31",
      `AUDIT-13 topics of any account at ${type}`,
      door(type, member, {
        ...ALLOWED,
        Principal: "*",
        Condition: { StringLike: { "aws:SourceArn": "arn:aws:sns:*:*:*" } },
      }),
      "found",
    ],
    [
      "CFG-31",
      `everybody of this account at ${type}`,
      door(type, member, { ...ALLOWED, Principal: "*", Condition: FROM_HERE }),
      "held",
    ],
    [
      "CFG-31",
      `the account at ${type}`,
      door(type, member, { ...ALLOWED, Principal: { AWS: "arn:aws:iam::123456789012:root" } }),
      "held",
    ],
    [
      "CFG-32",
      `a service for anybody at ${type}`,
      door(type, member, { ...ALLOWED, Principal: { Service: "sns.amazonaws.com" } }),
      "found",
    ],
    [
      "CFG-32",
      `a service for this account at ${type}`,
      door(type, member, { ...ALLOWED, Principal: { Service: "sns.amazonaws.com" }, Condition: FROM_HERE }),
      "held",
    ],
  ]),
  ...(
    [
      ["everybody but one account", { StringNotEquals: { "aws:PrincipalAccount": "1" } }],
      ["whoever says no account", { StringEqualsIfExists: { "aws:PrincipalAccount": "1" } }],
      ["whoever has no organization", { Null: { "aws:PrincipalOrgID": "true" } }],
      ["whoever lacks the tag", { "ForAllValues:StringEquals": { "aws:PrincipalTag/a": "1" } }],
      ["every ARN", { ArnLike: { "aws:PrincipalArn": "*" } }],
    ] as const
  ).map(
    ([title, Condition]): Case => [
      "CFG-31",
      title,
      door("AWS::SQS::QueuePolicy", "PolicyDocument", { ...ALLOWED, Principal: "*", Condition }),
      "found",
    ],
  ),
  [
    "CFG-32",
    "a service for every account but one",
    door("AWS::SQS::QueuePolicy", "PolicyDocument", {
      ...ALLOWED,
      Principal: { Service: "sns.amazonaws.com" },
      Condition: { StringNotEquals: { "aws:SourceAccount": "1" } },
    }),
    "found",
  ],
  [
    "CFG-31",
    "everybody but one",
    door("AWS::SNS::TopicPolicy", "PolicyDocument", { ...ALLOWED, NotPrincipal: { AWS: "1" } }),
    "found",
  ],
  [
    "CFG-31",
    "a Deny for everybody",
    door("AWS::SNS::TopicPolicy", "PolicyDocument", { ...ALLOWED, Effect: "Deny", Principal: "*" }),
    "nothing to check",
  ],
  ["CFG-31", "everybody on a bus", bus({ Statement: { ...ALLOWED, Principal: "*" } }), "found"],
  ["CFG-31", "everybody on a bus, in the former way", bus({ Principal: "*", Action: "a" }), "found"],
  [
    "CFG-31",
    "an organization on a bus, in the former way",
    bus({ Principal: "*", Action: "a", Condition: { Key: "aws:PrincipalOrgID", Value: "o-1" } }),
    "held",
  ],
  [
    "CFG-31",
    "one account on a bus, in the former way",
    bus({ Principal: "111111111111", Action: "a" }),
    "held",
  ],
];

test.each(TABLE)("%s: %s", async (id, _what, parts, verdict) => {
  expect((await runCheckOn(id, parts)).verdict).toBe(verdict);
});
