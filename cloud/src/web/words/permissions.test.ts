import { describe, expect, test } from "vitest";
import { permissionsOf, permissionsSentence } from "./permissions.ts";
import type { Statement } from "./policy.ts";

const ACCOUNT = "123456789012";
const arn = (service: string, resource: string, account = ACCOUNT) =>
  `arn:aws:${service}:eu-west-1:${account}:${resource}`;

function said(statement: Statement) {
  const [permission] = permissionsOf([{ name: "p", document: { Statement: statement } }], ACCOUNT);
  return permission;
}

describe("one statement in words", () => {
  test.each<[string, Statement]>([
    ["publish to the topic orders", { Action: "iot:Publish", Resource: arn("iot", "topic/orders") }],
    [
      "read the retained message of the topic a and the topic b",
      { Action: ["iot:GetRetainedMessage"], Resource: [arn("iot", "topic/a"), arn("iot", "topic/b")] },
    ],
    [
      "write and delete all objects of the bucket pictures",
      { Action: ["s3:PutObject", "s3:DeleteObject"], Resource: "arn:aws:s3:::pictures/*" },
    ],
    ["list the bucket pictures", { Action: "s3:ListBucket", Resource: "arn:aws:s3:::pictures" }],
    ["read the objects in/* of the bucket p", { Action: "s3:GetObject", Resource: "arn:aws:s3:::p/in/*" }],
    ["read the object a.txt of the bucket p", { Action: "s3:GetObject", Resource: "arn:aws:s3:::p/a.txt" }],
    [
      "read people of the user pool eu_1",
      { Action: "cognito-idp:AdminGetUser", Resource: arn("cognito-idp", "userpool/eu_1") },
    ],
    [
      "invoke the function f of account 999999999999",
      { Action: "lambda:InvokeFunction", Resource: arn("lambda", "function:f", "999999999999") },
    ],
    ["invoke any function", { Action: "lambda:InvokeFunction", Resource: arn("lambda", "function:*") }],
    [
      "do kinesis:PutRecord to arn:aws:kinesis:eu-west-1:123456789012:stream/s",
      { Action: "kinesis:PutRecord", Resource: arn("kinesis", "stream/s") },
    ],
    [
      "read items of and do dynamodb:GetRecords and dynamodb:ListStreams to anything",
      { Action: ["dynamodb:GetRecords", "dynamodb:GetItem", "dynamodb:ListStreams"], Resource: "*" },
    ],
    ["do everything of s3 to anything", { Action: "s3:*", Resource: "*" }],
    ["do all of s3:Get* to the bucket b", { Action: "s3:Get*", Resource: "arn:aws:s3:::b" }],
    ["do everything to anything", { Action: "*", Resource: "*" }],
    [
      "do everything except iam:PassRole to everything except the bucket b",
      { NotAction: "iam:PassRole", NotResource: "arn:aws:s3:::b" },
    ],
  ])("%s", (text, statement) => {
    expect(said({ Effect: "Allow", ...statement })?.text).toBe(text);
  });

  test("names that an object has by itself are no words", () => {
    const statement = { Effect: "Allow", Action: "constructor", Resource: "arn:aws:constructor:::x" };
    expect(said(statement)?.text).toBe("do constructor to arn:aws:constructor:::x");
  });

  test.each<[string, NonNullable<Statement["Condition"]>]>([
    ["aws:SourceIp is in 10.0.0.0/8", { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } }],
    ["a is 1 or 2 and b is like x*", { StringEquals: { a: ["1", "2"] }, StringLike: { b: "x*" } }],
    ["aws:TokenIssueTime is missing", { Null: { "aws:TokenIssueTime": "true" } }],
    ["a ForAllValues:StringEquals 1", { "ForAllValues:StringEquals": { a: "1" } }],
  ])("under the condition that %s", (condition, Condition) => {
    const permission = said({ Effect: "Allow", Action: "iot:Publish", Resource: "*", Condition });
    expect(permission).toMatchObject({ verdict: "if", condition });
  });

  test.each<[boolean, Statement]>([
    [false, { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::p/*" }],
    [true, { Effect: "Allow", Action: "s3:GetObject", Resource: "*" }],
    [true, { Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::p" }],
    [true, { Effect: "Allow", NotAction: "s3:GetObject", Resource: "arn:aws:s3:::p" }],
    [true, { Effect: "Allow", Action: "s3:GetObject", NotResource: "arn:aws:s3:::p" }],
    [false, { Effect: "Deny", Action: "s3:*", Resource: "*" }],
  ])("wide: %j", (isWide, statement) => {
    expect(said(statement)?.isWide).toBe(isWide);
  });
});

describe("a role in a sentence", () => {
  const basic = {
    name: "AWSLambdaBasicExecutionRole",
    document: {
      Statement: [{ Effect: "Allow", Action: ["logs:CreateLogGroup", "logs:PutLogEvents"], Resource: "*" }],
    },
  };
  const publish = { Effect: "Allow", Action: "iot:Publish", Resource: arn("iot", "topic/orders") };

  test("what only writes logs is one row, and no news", () => {
    const rights = permissionsOf([basic, { name: "own", document: { Statement: publish } }], ACCOUNT);
    expect(rights.map(({ text, policies }) => [text, policies])).toEqual([
      ["publish to the topic orders", ["own"]],
      ["write logs and traces", ["AWSLambdaBasicExecutionRole"]],
    ]);
    expect(permissionsSentence(rights)).toBe("May publish to the topic orders; nothing else.");
  });

  test("logs under a condition, denied or among other actions are said as they are", () => {
    const statements: Statement[] = [
      { Effect: "Deny", Action: "logs:PutLogEvents", Resource: "*" },
      { Effect: "Allow", Action: ["logs:PutLogEvents", "logs:DeleteLogGroup"], Resource: "*" },
      { Effect: "Allow", Action: "logs:PutLogEvents", Resource: "*", Condition: { Bool: { a: "true" } } },
    ];
    const rights = permissionsOf([{ name: "p", document: { Statement: statements } }], ACCOUNT);
    expect(rights.map(({ verdict }) => verdict)).toEqual(["no", "yes", "if"]);
  });

  test("a deny and a condition are in the sentence", () => {
    const document = {
      Statement: [
        { ...publish, Condition: { Bool: { "aws:SecureTransport": "true" } } },
        { Effect: "Deny", Action: "s3:DeleteObject", Resource: "*" },
      ],
    };
    expect(permissionsSentence(permissionsOf([{ name: "p", document }], ACCOUNT))).toBe(
      "May publish to the topic orders, only if aws:SecureTransport is true; not delete anything; nothing else.",
    );
  });

  test("a role without policies, and one that only logs", () => {
    expect(permissionsSentence(permissionsOf([], ACCOUNT))).toBe("May nothing.");
    expect(permissionsSentence(permissionsOf([basic], ACCOUNT))).toBe("May nothing but write logs.");
  });
});
