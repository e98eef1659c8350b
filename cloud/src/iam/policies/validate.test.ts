import { describe, expect, test } from "vitest";
import { assertPolicyDocument, type PolicyUse } from "./validate.ts";

const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" };
const trust = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };

function refusal(use: PolicyUse, document: unknown): string | undefined {
  try {
    assertPolicyDocument(typeof document === "string" ? document : JSON.stringify(document), use);
    return undefined;
  } catch (error) {
    const { code, status, message } = error as { code: string; status: number; message: string };
    expect([code, status]).toEqual(["MalformedPolicyDocument", 400]);
    return message;
  }
}

const one = (change: object) => ({ Version: "2012-10-17", Statement: { ...statement, ...change } });
const without = (name: keyof typeof statement) => {
  const { [name]: _left, ...rest } = statement;
  return { Version: "2012-10-17", Statement: [rest] };
};

describe("assertPolicyDocument", () => {
  test("IAM-17 takes what IAM takes", () => {
    expect(refusal("inline", { Statement: [statement] })).toBeUndefined();
    expect(refusal("managed", one({}))).toBeUndefined();
    expect(
      refusal("session", one({ Condition: { StringLikeIfExists: { "aws:PrincipalTag/a": ["x"] } } })),
    ).toBeUndefined();
    expect(refusal("inline", one({ Action: "*", Resource: "*" }))).toBeUndefined();
    expect(refusal("inline", one({ Resource: ["arn:aws:logs:*", "arn:aws:iam::1:role/x"] }))).toBeUndefined();
    const accessPoints = [
      "arn:aws:s3:eu-west-1:123456789012:accesspoint/ap/object/*",
      "arn:aws:s3::1:accesspoint/x.mrap",
    ];
    expect(refusal("inline", one({ Resource: accessPoints }))).toBeUndefined();
    expect(refusal("trust", { Statement: [trust] })).toBeUndefined();
    expect(refusal("trust", { Statement: { ...trust, Principal: { AWS: "123456789012" } } })).toBeUndefined();
  });

  test.each([
    one({ Resource: "arn:aws:iam::aws:policy/*" }),
    one({ Resource: "arn:aws:sns:*:*:topic" }),
    one({ Resource: "arn:aws:s3:::${aws:username}/*" }),
    one({ Condition: { DateLessThan: { "aws:CurrentTime": "2026-01-01T00:00:00Z" } } }),
    one({ Condition: { DateLessThan: { "aws:CurrentTime": 1767225600 } } }),
    one({ Sid: "Read1" }),
    one({ Sid: "" }),
  ])("IAM-17 takes %j", (document) => {
    expect(refusal("inline", document)).toBeUndefined();
  });

  const SYNTAX = "Syntax errors in policy.";
  const LEGACY = "The policy failed legacy parsing";
  const SID =
    "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*";
  test.each<[PolicyUse, unknown, string]>([
    ["inline", "{", SYNTAX],
    ["trust", "{", "This policy contains invalid Json"],
    ["inline", "[]", SYNTAX],
    ["inline", {}, SYNTAX],
    ["inline", { Statement: [] }, SYNTAX],
    ["inline", { Version: "2012-10-18", Statement: [statement] }, SYNTAX],
    ["inline", { Statement: [statement], Extra: 1 }, SYNTAX],
    ["inline", one({ Effect: "allow" }), SYNTAX],
    ["inline", one({ Extra: 1 }), SYNTAX],
    ["inline", one({ NotAction: "s3:*" }), SYNTAX],
    ["inline", one({ Action: [1] }), SYNTAX],
    ["inline", one({ Condition: { StringIs: { "aws:a": "b" } } }), SYNTAX],
    ["inline", one({ Condition: [] }), SYNTAX],
    ["managed", { Statement: [statement] }, "Policy document must be version 2012-10-17 or greater."],
    ["inline", one({ Principal: "*" }), "Policy document should not specify a principal."],
    ["inline", without("Action"), "Policy statement must contain actions."],
    ["inline", without("Resource"), "Policy statement must contain resources."],
    [
      "inline",
      {
        Statement: [
          { ...statement, Sid: "a" },
          { ...statement, Sid: "a" },
        ],
      },
      "Statement IDs (SID) in a single policy must be unique.",
    ],
    [
      "inline",
      one({ Action: "GetObject" }),
      "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
    ],
    ["inline", one({ Action: "s3:Get:Object" }), "Actions/Condition can contain only one colon."],
    ["inline", one({ Action: "s 3:Get" }), "Vendor s 3 is not valid"],
    ["inline", one({ Resource: "bucket" }), 'Resource bucket must be in ARN format or "*".'],
    [
      "inline",
      one({ Resource: "arn:x:s3:::b" }),
      'Partition "x" is not valid for resource "arn:x:s3:*:*:b".',
    ],
    [
      "inline",
      one({ Resource: "arn:aws:s3:eu-west-1::b" }),
      "Resource arn:aws:s3:eu-west-1::b can not contain region information.",
    ],
    ["inline", one({ Resource: "arn:aws:s3::bucket/*" }), LEGACY],
    ["managed", one({ Resource: ["*", "arn:aws::x"] }), LEGACY],
    ["inline", one({ Resource: "arn:aws:iam::xxx:role/a" }), LEGACY],
    ["session", one({ Condition: { DateLessThan: { "aws:CurrentTime": "tomorrow" } } }), LEGACY],
    [
      "inline",
      one({ Condition: { DateGreaterThanIfExists: { "aws:CurrentTime": ["2026-01-01", "2026-13-01"] } } }),
      LEGACY,
    ],
    ["inline", one({ Resource: "arn:aws:s3::bucket", Action: "GetObject" }), LEGACY],
    ["inline", one({ Sid: "read pictures" }), SID],
    ["managed", one({ Sid: "a-b" }), SID],
    ["trust", { Statement: [{ ...trust, Sid: "a b" }] }, SID],
    ["inline", `{"Statement":[{"Effect":"Deny","Effect":"Allow","Action":"*","Resource":"*"}]}`, SYNTAX],
    [
      "trust",
      { Statement: [{ Effect: "Allow", NotPrincipal: { AWS: "123456789012" }, Action: "sts:AssumeRole" }] },
      "Allow with NotPrincipal is not allowed.",
    ],
    ["trust", { Statement: [{ ...trust, Resource: "*" }] }, "Has prohibited field Resource"],
    [
      "trust",
      { Statement: [{ Effect: "Allow", Action: "sts:AssumeRole" }] },
      "Missing required field Principal",
    ],
    [
      "trust",
      { Statement: [{ ...trust, Action: "s3:GetObject" }] },
      "AssumeRole policy may only specify STS AssumeRole actions.",
    ],
    [
      "trust",
      { Statement: [{ ...trust, Principal: { Service: "lambda" } }] },
      'Invalid principal in policy: "SERVICE":"lambda"',
    ],
    [
      "trust",
      { Statement: [{ ...trust, Principal: { AWS: "ann" } }] },
      'Invalid principal in policy: "AWS":"ann"',
    ],
  ])("IAM-17 IAM-24 IAM-25 %s %j", (use, document, message) => {
    expect(refusal(use, document)).toBe(message);
  });
});
