import { describe, expect, test } from "vitest";
import { api, method, serve } from "../../testing/stage.ts";

describe("APIGW-8 request validation", () => {
  const schema = JSON.stringify({
    type: "object",
    required: ["message"],
    properties: { message: { enum: ["open", "close"] } },
  });
  const served = () =>
    serve(
      api(
        {
          "/x": [
            method("POST", {
              requestValidatorId: "val",
              requestParameters: {
                "method.request.querystring.a": true,
                "method.request.header.X-B": true,
                "method.request.querystring.c": false,
              },
              requestModels: { "application/json": "Gate" },
            }),
          ],
        },
        {
          requestValidators: [
            { id: "val", name: "all", validateRequestBody: true, validateRequestParameters: true },
          ],
          models: [{ id: "m", name: "Gate", contentType: "application/json", schema }],
        },
      ),
    );

  for (const [title, query, headers, body, expected] of [
    ["everything there", "a=1", { "x-b": "1" }, '{"message":"open"}', undefined],
    [
      "a type without model is not checked",
      "a=1",
      { "x-b": "1", "Content-Type": "text/plain" },
      "hello",
      undefined,
    ],
    [
      "two parameters missing",
      "c=1",
      {},
      '{"message":"open"}',
      "Missing required request parameters: [a, X-B]",
    ],
    [
      "a parameter empty",
      "a=",
      { "X-B": "1" },
      '{"message":"open"}',
      "Missing required request parameters: [a]",
    ],
    ["no body", "a=1", { "X-B": "1" }, undefined, "Invalid request body"],
    ["no JSON", "a=1", { "X-B": "1" }, "{", "Invalid request body"],
    ["a member missing", "a=1", { "X-B": "1" }, "{}", "Invalid request body"],
    ["a value not enumerated", "a=1", { "X-B": "1" }, '{"message":"burn"}', "Invalid request body"],
    [
      "a member only of the prototype",
      "a=1",
      { "X-B": "1" },
      '{"__proto__":{"message":"open"}}',
      "Invalid request body",
    ],
    [
      "nested beyond reason",
      "a=1",
      { "X-B": "1" },
      `{"message":${"[".repeat(5000)}${"]".repeat(5000)}}`,
      "Invalid request body",
    ],
  ] as const) {
    test(`APIGW-8 ${title}: ${expected === undefined ? "passes" : `400 ${expected}`}`, async () => {
      const stage = served();

      const response = await stage.call({
        method: "POST",
        path: "/v1/x",
        query,
        headers,
        ...(body === undefined ? {} : { body }),
      });

      if (expected === undefined) expect(response.status).toBe(200);
      else expect([response.status, response.body]).toEqual([400, JSON.stringify({ message: expected })]);
      expect(stage.fakes.invocations).toHaveLength(expected === undefined ? 1 : 0);
    });
  }
});
