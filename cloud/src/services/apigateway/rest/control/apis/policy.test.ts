import { expect, test } from "vitest";
import { expandPolicy } from "./policy.ts";

const SCOPE = { region: "eu-west-1", accountId: "123456789012" };

const expand = (Condition: object) =>
  expandPolicy(
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Deny",
          Principal: "*",
          Action: "execute-api:Invoke",
          Resource: "execute-api:/dev/GET/x",
          Condition,
        },
      ],
    }),
    "abc123",
    SCOPE,
  );

test("IAM-22 a resource policy of an API names no condition key that requests do not carry here", () => {
  expect(() => expand({ StringEquals: { "lambda:SourceFunctionArn": "x" } })).toThrow(
    "The condition key lambda:SourceFunctionArn is not supported by Portcullis. See docs/gaps.md.",
  );
  expect(expand({ IpAddress: { "aws:SourceIp": "10.0.0.0/8" } })).toContain(
    "arn:aws:execute-api:eu-west-1:123456789012:abc123/dev/GET/x",
  );
});
