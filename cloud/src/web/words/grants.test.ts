import { expect, test } from "vitest";
import { grantsOf } from "./grants.ts";
import type { Statement } from "./policy.ts";

const ACCOUNT = "123456789012";
const root = `arn:aws:iam::${ACCOUNT}:root`;

function said(statement: Statement, thing = "the key"): string {
  const [grant] = grantsOf({ Statement: statement }, thing, ACCOUNT);
  const { verdict, who, text, condition, isWide } = grant ?? {};
  const only = condition === undefined ? "" : `, only if ${condition}`;
  return `${verdict}: ${who} ${verdict === "no" ? "may not" : "may"} ${text}${only}${isWide ? " (wide)" : ""}`;
}

test.each<[string, Statement]>([
  [
    "yes: This account may do everything of kms to the key (wide)",
    { Effect: "Allow", Principal: { AWS: root }, Action: "kms:*", Resource: "*" },
  ],
  [
    "yes: The role reader may decrypt with and read the settings of the key",
    {
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/reader` },
      Action: ["kms:Decrypt", "kms:DescribeKey"],
    },
  ],
  [
    "yes: Account 999999999999 and account 111111111111 may encrypt with the key",
    {
      Effect: "Allow",
      Principal: { AWS: ["999999999999", "arn:aws:iam::111111111111:root"] },
      Action: "kms:Encrypt",
    },
  ],
  [
    "yes: arn:aws:sts::999999999999:assumed-role/a/b may encrypt with the key",
    {
      Effect: "Allow",
      Principal: { AWS: "arn:aws:sts::999999999999:assumed-role/a/b" },
      Action: "kms:Encrypt",
    },
  ],
  [
    "if: Anybody may decrypt with the key, only if kms:ViaService is s3.eu-west-1.amazonaws.com (wide)",
    {
      Effect: "Allow",
      Principal: "*",
      Action: "kms:Decrypt",
      Condition: { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } },
    },
  ],
  [
    "no: Everybody except the role admin may not do kms:ScheduleKeyDeletion to the key",
    {
      Effect: "Deny",
      NotPrincipal: { AWS: `arn:aws:iam::${ACCOUNT}:role/admin` },
      Action: "kms:ScheduleKeyDeletion",
    },
  ],
  [
    "yes: This account may do everything except kms:Decrypt to the key (wide)",
    { Effect: "Allow", Principal: { AWS: ACCOUNT }, NotAction: "kms:Decrypt" },
  ],
])("%s", (expected, statement) => {
  expect(said(statement)).toBe(expected);
});

test("a trust policy", () => {
  const lambda: Statement = {
    Effect: "Allow",
    Principal: { Service: ["lambda.amazonaws.com", "strange.amazonaws.com"] },
    Action: "sts:AssumeRole",
  };
  expect(said(lambda, "the role")).toBe("yes: Lambda and strange.amazonaws.com may take the role");
});

test("names that objects have of themselves are no names of services", () => {
  const statement: Statement = {
    Effect: "Allow",
    Principal: { Service: "constructor" },
    Action: "kms:Encrypt",
  };
  expect(said(statement)).toBe("yes: Constructor may encrypt with the key");
});
