import { describe, expect, test } from "vitest";
import type { RoleCaller } from "../../core/caller.ts";
import { createTestAccount } from "../../iam/testing/account.ts";
import { anEvent } from "../testing/events.ts";
import { explain } from "./index.ts";

const KEY = "arn:aws:kms:eu-west-1:123456789012:key/0f1e2d3c-0000-4000-8000-000000000000";
const NAME = "the policy of the key 0f1e2d3c-0000-4000-8000-000000000000";
const account = createTestAccount();
const role: RoleCaller = {
  kind: "role",
  arn: "arn:aws:sts::123456789012:assumed-role/worker/f",
  roleArn: "arn:aws:iam::123456789012:role/worker",
  roleName: "worker",
  sessionName: "f",
  accountId: "123456789012",
  accessKeyId: "",
  userId: "AROA:f",
  sessionPolicies: [],
};

/** What is told of a refusal to decrypt; empty when it is allowed. */
function told(statement: object): string {
  const { allowed, why } = account.authorization.decide({
    caller: role,
    action: "kms:Decrypt",
    resource: KEY,
    trust: true,
    resourcePolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "kms:*", Resource: "*", ...statement }],
    }),
  });
  if (allowed || why === undefined) return "";
  const { decided, would } = explain(anEvent({ service: "kms", verdict: "deny", why }));
  return `${decided}; ${would}`;
}

describe("KMS-2 what explain says of a key policy", () => {
  const AWS = (name: string) => ({ Principal: { AWS: name } });
  test.each([
    [
      "that is for somebody else",
      AWS("arn:aws:iam::123456789012:role/keeper"),
      `${NAME} is for role/keeper only, and does not let the account in: policies of the caller count for nothing; change ${NAME}`,
    ],
    [
      "that has no such action",
      { ...AWS("arn:aws:iam::123456789012:root"), Action: "kms:Describe*" },
      `${NAME} has no Allow for it, and does not let the account in: policies of the caller count for nothing; change ${NAME}`,
    ],
    [
      "that lets in the account alone",
      AWS("arn:aws:iam::123456789012:root"),
      `it has no policy at all; allow kms:Decrypt on key/0f1e2d3c-0000-4000-8000-000000000000`,
    ],
  ])("KMS-2 %s", (_title, statement, sentence) => {
    expect(told(statement)).toBe(sentence);
  });

  test("KMS-2 of who comes by another service than the policy is for, the condition is told", () => {
    const Condition = { StringEquals: { "kms:ViaService": "ssm.eu-west-1.amazonaws.com" } };
    expect(told({ ...AWS("*"), Condition })).toMatch(
      /fits but for StringEquals kms:ViaService: wants .*ssm.*, had nothing/,
    );
  });

  test("KMS-2 who is let in is told nothing", () => {
    expect(told(AWS(role.roleArn))).toBe("");
  });
});
