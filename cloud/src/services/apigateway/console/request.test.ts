import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { type Attempt, firstAttempt } from "./attempt.ts";
import type { RouteView } from "./read.ts";
import { AttemptError, composeRequest, curlOf, spoiled } from "./request.ts";

const ROUTE: RouteView = {
  resourceId: "r",
  method: "POST",
  path: "/orders/{id}/{proxy+}",
  authorization: "NONE",
  authorizer: undefined,
  scopes: [],
  functionName: "orders",
  integration: "AWS_PROXY",
  model: undefined,
  hasValidator: false,
  apiKeyRequired: false,
};

function composed(attempt: Partial<Attempt>, authorization?: readonly [string, string]) {
  const pathValues = { id: "1", proxy: "a" };
  return composeRequest(
    "abc",
    ROUTE,
    { ...firstAttempt(ROUTE, "v1", ""), pathValues, ...attempt },
    authorization,
  );
}

describe("the request of an attempt", () => {
  test.each([
    ["a/b c", "x/y/../z", "/_aws/execute-api/abc/v1/orders/a%2Fb%20c/x/y/../z"],
    ["ä", "{id}", "/_aws/execute-api/abc/v1/orders/%C3%A4/%7Bid%7D"],
    ["$&", "?#", "/_aws/execute-api/abc/v1/orders/%24%26/%3F%23"],
  ])("%j and %j in the path", (id, proxy, path) => {
    expect(composed({ pathValues: { id, proxy } }).path).toBe(path);
  });

  test("a parameter without a value is asked for", () => {
    expect(() => composed({ pathValues: { id: "1", proxy: "" } })).toThrow(
      new AttemptError("Give a value for proxy in the path."),
    );
  });

  test.each([
    ["a=1&b=%20", "?a=1&b=%20"],
    ["q=ä b\r\nx", "?q=%C3%A4%20b%0D%0Ax"],
    ["", ""],
  ])("the query %j is sent as %j", (query, sent) => {
    expect(composed({ query }).path.replace(/^[^?]*/, "")).toBe(sent);
  });

  test("headers, the type of a body, and the token, which goes before a header of that name", () => {
    const headers = "X-One: 1\r\n\nx-empty:\nAuthorization: mine";
    expect(composed({ headers, body: "{}" }, ["Authorization", "Bearer t"]).headers).toEqual({
      "x-one": "1",
      "x-empty": "",
      authorization: "Bearer t",
      "content-type": "application/json",
    });
    expect(composed({ headers: "Content-Type: text/plain", body: "a" }).headers).toEqual({
      "content-type": "text/plain",
    });
    expect(composed({}).headers).toEqual({});
  });

  test.each(["no colon", ": no name", "na me: x", "name: ü", "name: \u0000"])(
    "%j is no header",
    (headers) => {
      expect(() => composed({ headers })).toThrow(AttemptError);
    },
  );
});

describe("spoiled tokens", () => {
  const token = `${Buffer.from('{"alg":"RS256"}').toString("base64url")}.payload.Asig`;

  test("the signature is another, or none is said to be there; else it is as it was", () => {
    expect(spoiled(token, "signature")).toBe(token.replace(".Asig", ".Bsig"));
    expect(spoiled("h.p.Bsig", "signature")).toBe("h.p.Asig");
    const [header = "", payload, signature] = spoiled(token, "none").split(".");
    expect([Buffer.from(header, "base64url").toString(), payload, signature]).toEqual([
      '{"alg":"none","typ":"JWT"}',
      "payload",
      "",
    ]);
    expect(spoiled(token, "")).toBe(token);
  });
});

test.each([
  [{ authorization: "COGNITO_USER_POOLS", scopes: [] }, "id"],
  [{ authorization: "COGNITO_USER_POOLS", scopes: ["orders/write"] }, "access"],
  [{ authorization: "CUSTOM", scopes: [] }, "access"],
])("a route with %j is first tried with the %s token", (route, token) => {
  expect(firstAttempt({ ...ROUTE, ...route }, "v1", "").token).toBe(token);
});

test("a command that sends the same, without the token in it", () => {
  const request = composed({ body: `{"a":"it's"}`, query: "x=1" }, ["Authorization", "Bearer secret"]);
  expect(curlOf("http://localhost:4566", request, "Bearer secret")).toBe(
    `curl -i -X POST 'http://localhost:4566/_aws/execute-api/abc/v1/orders/1/a?x=1' \\\n  -H 'content-type: application/json' \\\n  -H 'authorization: '"$TOKEN" \\\n  --data-raw '{"a":"it'\\''s"}'`,
  );
});

test("CON-20 a shell takes what a template named and what somebody wrote for words, and runs nothing of it", () => {
  const request = composed({ query: "x='$(id)'", body: "a'`id`" }, ["`id`$(id)", "Bearer secret"]);
  const command = curlOf("http://localhost:4566", request, "Bearer secret");
  const words = execFileSync("sh", ["-c", command.replace(/^curl/, "printf '%s\\n'")], {
    env: { TOKEN: "a token" },
    encoding: "utf8",
  });
  expect(words.trimEnd().split("\n").slice(3)).toEqual([
    "http://localhost:4566/_aws/execute-api/abc/v1/orders/1/a?x='$(id)'",
    "-H",
    "content-type: application/json",
    "-H",
    "`id`$(id): a token",
    "--data-raw",
    "a'`id`",
  ]);
});
