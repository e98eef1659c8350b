import { describe, expect, test } from "vitest";
import { FUNCTION_URI } from "../../../testing/fakes.ts";
import { assertIntegrationResponse, newIntegration } from "./integrations.ts";

const outcomeOf = (act: () => unknown): string => {
  try {
    act();
    return "taken";
  } catch (error) {
    return error instanceof Error ? `${(error as { code?: string }).code}: ${error.message}` : "";
  }
};

const refusalOf = (source: string): string =>
  outcomeOf(() =>
    assertIntegrationResponse({
      statusCode: "200",
      responseParameters: { "method.response.header.Access-Control-Allow-Origin": source },
    }),
  );

describe("APIGW-20 credentials", () => {
  const made = (credentials: string) =>
    newIntegration({ type: "aws_proxy", httpMethod: "POST", uri: FUNCTION_URI, credentials }, "root");

  test.each([
    ["arn:aws:iam::123456789012:role/path/invoker", /^taken$/],
    ["arn:aws:iam::*:user/*", /^taken$/],
    ["arn:aws:iam::123456789012:user/x", /^BadRequestException: Invalid ARN specified in the request$/],
    ["arn:aws:iam::*:role/x", /^BadRequestException: Invalid ARN/],
    ["role/x", /^BadRequestException: Invalid ARN/],
  ])("APIGW-20 %s", (credentials, expected) => {
    expect(outcomeOf(() => made(credentials))).toMatch(expected);
  });

  test("APIGW-20 an empty text is none, a role is kept", () => {
    expect(made("")).not.toHaveProperty("credentials");
    const role = "arn:aws:iam::123456789012:role/x";
    expect(made(role)).toMatchObject({ credentials: role });
  });
});

describe("The value of a header of an integration response", () => {
  test.each([
    ["'*'", /^taken$/],
    ["''", /^taken$/],
    [
      "*",
      /^BadRequestException: Invalid mapping expression specified: .*\[Invalid mapping expression specified: \*\]$/,
    ],
    ["600", /^BadRequestException: Invalid mapping expression specified/],
    ["'*", /^BadRequestException: Invalid mapping expression specified/],
    ["'a' 'b'", /^BadRequestException: Invalid mapping expression specified/],
    ["https://example.com", /^BadRequestException: Invalid mapping expression specified/],
    ["integration.response.header.Location", /^UnsupportedOperationException: .*only static header values/],
    ["integration.response.multivalueheader.Vary", /^UnsupportedOperationException/],
    ["integration.response.body.next", /^UnsupportedOperationException/],
    ["context.requestId", /^UnsupportedOperationException/],
    ["stageVariables.origin", /^UnsupportedOperationException/],
  ])("%s", (source, expected) => {
    expect(refusalOf(source)).toMatch(expected);
  });
});
