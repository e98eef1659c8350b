import { expect, test } from "vitest";
import { invokersOf } from "./invokers.ts";
import type { Statement } from "./policy.ts";

const ACCOUNT = "123456789012";
const GATEWAY = { Service: "apigateway.amazonaws.com" };
const source = (arn: unknown, operator = "ArnLike") => ({ [operator]: { "AWS:SourceArn": arn } });
const route = (rest: string) => `arn:aws:execute-api:eu-west-1:123456789012:abc/${rest}`;

test.each<[string, Statement]>([
  [
    "if: API Gateway, only for POST /orders of the API abc, any stage",
    { Principal: GATEWAY, Condition: source(route("*/POST/orders")) },
  ],
  [
    "if: API Gateway, only for any method /orders/* of the API abc, stage v1",
    { Principal: GATEWAY, Condition: source(route("v1/*/orders/*")) },
  ],
  [
    "if: API Gateway, only for GET / of the API abc, any stage",
    { Principal: GATEWAY, Condition: source(route("*/GET")) },
  ],
  [
    "if: Cognito, only if it comes from the user pool eu_1",
    {
      Principal: { Service: "cognito-idp.amazonaws.com" },
      Condition: source("arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu_1"),
    },
  ],
  [
    "if: S3, only if AWS:SourceArn is like arn:aws:s3:::b and AWS:SourceAccount is 1",
    {
      Principal: { Service: "s3.amazonaws.com" },
      Condition: { ...source("arn:aws:s3:::b"), StringEquals: { "AWS:SourceAccount": "1" } },
    },
  ],
  [
    "if: API Gateway, only if AWS:SourceArn is not like arn:aws:x",
    { Principal: GATEWAY, Condition: source("arn:aws:x", "ArnNotLike") },
  ],
  ["yes: API Gateway, without a condition", { Principal: GATEWAY }],
  ["yes: This account, without a condition", { Principal: { AWS: "123456789012" } }],
  [
    "yes: The role r of account 999999999999, without a condition",
    { Principal: { AWS: "arn:aws:iam::999999999999:role/r" } },
  ],
  ["yes: Anybody, without a condition", { Principal: "*" }],
  ["yes: Anybody, without a condition", { Principal: { AWS: "*" } }],
  ["no: Anybody, without a condition", { Effect: "Deny", Principal: "*" }],
  [
    "no: API Gateway, only if it comes from calls of abc/*/POST/orders",
    { Effect: "Deny", Principal: GATEWAY, Condition: source(route("*/POST/orders")) },
  ],
])("%s", (text, statement) => {
  const [invoker] = invokersOf({ Statement: { Effect: "Allow", ...statement } }, ACCOUNT);
  const detail = invoker?.detail === undefined ? "" : ` ${invoker.detail}`;
  expect(`${invoker?.verdict}: ${invoker?.text}${detail}`).toBe(text);
});
