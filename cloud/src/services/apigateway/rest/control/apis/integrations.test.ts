import { describe, expect, test } from "vitest";
import { assertIntegrationResponse } from "./integrations.ts";

const refusalOf = (source: string): string => {
  try {
    assertIntegrationResponse({
      statusCode: "200",
      responseParameters: { "method.response.header.Access-Control-Allow-Origin": source },
    });
    return "taken";
  } catch (error) {
    return error instanceof Error ? `${(error as { code?: string }).code}: ${error.message}` : "";
  }
};

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
