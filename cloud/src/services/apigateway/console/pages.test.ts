import { describe, expect, test } from "vitest";
import { AwsError } from "../../../core/errors.ts";
import type { ConsoleAnswer, ConsoleContext } from "../../../wire/console-area.ts";
import { type FakeConsoleParts, fakeConsole, fakeRequest } from "../../../wire/testing/fake-console.ts";
import { areas } from "./index.tsx";

const HOSTILE = '<img src=x onerror=alert(1)>"\u202e\u0007';
const LONG = "x".repeat(5_000);

function page(method: "GET" | "POST", path: string) {
  const found = areas[0]?.pages.find((each) => each.method === method && each.path === path);
  if (found === undefined) throw new Error(`There is no page ${method} ${path}.`);
  return found.handle;
}

function html(answer: ConsoleAnswer): string {
  if (!("view" in answer)) throw new Error(`It is no view: ${JSON.stringify(answer)}`);
  return String(answer.view.body);
}

const POOL = "eu-west-1_a";
const AUTHORIZER = {
  id: "auth",
  name: "People",
  type: "COGNITO_USER_POOLS",
  providerARNs: [`arn:aws:cognito-idp:eu-west-1:123456789012:userpool/${POOL}`],
  identitySource: "method.request.header.X-Token",
};
const METHOD = {
  authorizationType: "COGNITO_USER_POOLS",
  authorizerId: "auth",
  authorizationScopes: ["orders/write"],
  requestModels: { "application/json": "Order" },
  methodIntegration: {
    type: "AWS_PROXY",
    uri: "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:orders-1/invocations",
  },
};
const PREFLIGHT = { authorizationType: "NONE", methodIntegration: { type: "MOCK" } };

const ANSWERS = {
  "apigateway:GetRestApis": { item: [{ id: "abc", name: "shop" }] },
  "apigateway:GetRestApi": { name: "shop" },
  "apigateway:GetStages": { item: [{ stageName: "v1", deploymentId: "d1" }] },
  "apigateway:GetResources": {
    item: [{ id: "res", path: "/orders", resourceMethods: { POST: METHOD, OPTIONS: PREFLIGHT } }],
  },
  "apigateway:GetAuthorizers": { item: [AUTHORIZER] },
  "apigateway:GetModels": {
    item: [{ name: "Order", schema: '{"required":["what"],"properties":{"what":{"type":"string"}}}' }],
  },
  "cloudformation:DescribeStacks": { Stacks: [{ StackName: "shop" }] },
  "cloudformation:DescribeStackResources": {
    StackResources: [{ LogicalResourceId: "OrdersFunction", PhysicalResourceId: "orders-1" }],
  },
  "cognito-idp:ListUserPoolClients": { UserPoolClients: [{ ClientId: "client", ClientName: "web" }] },
  "cognito-idp:DescribeUserPoolClient": { UserPoolClient: { ClientId: "client", ClientName: "web" } },
  "cognito-idp:ListUsers": {
    Users: [{ Username: "u-1", Attributes: [{ Name: "email", Value: "ann@example.com" }] }],
  },
};
const ROUTE = { api: "abc", resource: "res", method: "POST" };
const ADDRESS = "/_portcullis/apis/abc/res/POST";

function consoleOf(parts: FakeConsoleParts = {}) {
  return fakeConsole({ ...parts, answers: { ...ANSWERS, ...parts.answers } });
}

describe("the list", () => {
  test("every API with where it answers", async () => {
    const shown = html(await page("GET", "")(consoleOf(), fakeRequest()));
    expect(shown).toContain('<a href="/_portcullis/apis/abc">shop</a>');
    expect(shown).toContain("http://localhost:4566/_aws/execute-api/abc/v1");
    expect(await areas[0]?.count?.(consoleOf())).toBe(1);
  });

  test("none yet: the next command", async () => {
    const console = consoleOf({ answers: { "apigateway:GetRestApis": {} } });
    expect(html(await page("GET", "")(console, fakeRequest()))).toContain("npx portcullis up");
  });

  test("lists that go on are read to their end", async () => {
    const answers = {
      "apigateway:GetRestApis": ({ position }: { position?: string }) =>
        position === undefined
          ? { item: [{ id: "a", name: "a" }], position: "1" }
          : { item: [{ id: "b", name: "b" }] },
    };
    expect(await areas[0]?.count?.(consoleOf({ answers }))).toBe(2);
  });
});

describe("an API", () => {
  test("routes with authorizer, scopes and function by the template's name; preflights are counted", async () => {
    const shown = html(await page("GET", "/:api")(consoleOf(), fakeRequest({ api: "abc" })));
    expect(shown).toContain(`href="${ADDRESS}#try"`);
    expect(shown).toContain("1 by People, 1 preflight without authorizer");
    expect(shown).toContain("orders/write");
    expect(shown).toContain('<a href="/_portcullis/functions/orders-1" title="orders-1">OrdersFunction</a>');
    expect(shown).not.toContain(">OPTIONS<");
  });

  test("a route that anybody may call stands out", async () => {
    const open = { ...METHOD, authorizationType: "NONE", authorizerId: undefined };
    const answers = {
      "apigateway:GetResources": { item: [{ id: "r", path: "/", resourceMethods: { GET: open } }] },
    };
    const shown = html(await page("GET", "/:api")(consoleOf({ answers }), fakeRequest({ api: "abc" })));
    expect(shown).toContain('<span class="chip if">anybody</span>');
    expect(shown).toContain("1 open to anybody");
  });

  test("the requests of its routes are counted, and of no other API's that has the same", async () => {
    const asked: unknown[] = [];
    const one = consoleOf();
    const request = { operation: "POST /orders", verdict: "deny" };
    const trace = {
      ...one.trace,
      newest: (filter: unknown) => {
        asked.push(filter);
        return [request, request, { ...request, verdict: "allow" }] as never;
      },
    };
    const shown = html(await page("GET", "/:api")({ ...one, trace }, fakeRequest({ api: "abc" })));
    // TRACE-8: what an audit provokes is behind no link of the page, so it is not counted.
    expect(asked).toEqual([{ api: "abc", probes: "none", limit: 500 }]);
    expect(shown).toContain("trace?verdict=deny%2Cerror&amp;api=abc&amp;q=POST+%2Forders");
    expect(shown).toContain('<td class="end num opt">1</td>');
  });

  test("a route that is not there", async () => {
    const asked = page("GET", "/:api/:resource/:method")(
      consoleOf(),
      fakeRequest({ ...ROUTE, method: "GET" }),
    );
    await expect(asked).rejects.toThrow(new AwsError("NotFoundException", "shop has no such route.", 404));
  });

  test("what others named is text, whatever it looks like", async () => {
    const answers = {
      "apigateway:GetRestApi": { name: HOSTILE },
      "apigateway:GetAuthorizers": { item: [{ ...AUTHORIZER, name: HOSTILE }] },
      "apigateway:GetResources": {
        item: [
          {
            id: "res",
            path: `/${LONG}`,
            resourceMethods: { POST: { ...METHOD, authorizationScopes: [HOSTILE, LONG] } },
          },
        ],
      },
      "cognito-idp:ListUsers": {
        Users: [{ Username: HOSTILE, Attributes: [{ Name: "email", Value: HOSTILE }] }],
      },
    };
    const shown = html(
      await page("GET", "/:api/:resource/:method")(consoleOf({ answers }), fakeRequest(ROUTE)),
    );
    expect(shown).not.toContain("<img");
    expect(shown).toContain("&lt;img");
  });
});

describe("trying a route", () => {
  const send = (console: ConsoleContext, fields: Readonly<Record<string, string>>) =>
    page("POST", "/:api/:resource/:method")(console, fakeRequest(ROUTE, { stage: "v1", ...fields }));
  const open = (console: ConsoleContext, query = "") =>
    page("GET", "/:api/:resource/:method")(console, fakeRequest(ROUTE, {}, query));

  test("the form begins with nobody and the required members of the model", async () => {
    const shown = html(await open(consoleOf()));
    expect(shown).toMatch(/value="nobody" checked/);
    expect(shown).toContain("{\n  &quot;what&quot;: &quot;&quot;\n}");
    expect(shown).toContain("Model Order: what is required, a string.");
    expect(shown).toContain("ann@example.com");
  });

  test("as nobody: no credentials, no signature", async () => {
    const headers = { "x-amzn-requestid": "id-1" };
    const console = consoleOf({ reply: { status: 401, headers, body: Buffer.from('{"message":"no"}') } });
    expect(await send(console, { as: "nobody", body: "{}" })).toEqual({
      redirect: `${ADDRESS}?tried=id-1#outcome`,
    });
    expect(console.sent).toEqual([
      {
        method: "POST",
        path: "/_aws/execute-api/abc/v1/orders",
        headers: { "content-type": "application/json" },
        body: "{}",
      },
    ]);
    const shown = html(await open(console, "tried=id-1"));
    expect(shown).toContain("&quot;message&quot;: &quot;no&quot;");
    expect(shown).toContain("The trace does not hold this request any more.");
    expect(html(await open(consoleOf(), "tried=id-1"))).not.toContain("Response");
  });

  test("CON-14 as a person: their token, in the header of the authorizer; none is kept", async () => {
    const console = consoleOf();
    await send(console, { as: "person:u-1", token: "id" });
    expect(console.sent[0]?.headers).toEqual({ "x-token": "Bearer id.of.person" });
    const shown = html(await open(console, "tried="));
    expect(shown).toMatch(/value="person:u-1" checked/);
    expect(shown).not.toContain("of.person");
  });

  test("with a token of one's own, as it is; the page does not show it again", async () => {
    const console = consoleOf();
    await send(console, { as: "own", own: " my.own.token " });
    expect(console.sent[0]?.headers).toEqual({ "x-token": "my.own.token" });
    expect(html(await open(console))).not.toContain("my.own.token");
    expect(await send(console, { as: "own", own: "" })).toMatchObject({
      notice: { text: "Paste a token to send." },
    });
  });

  test("CON-14 what the sign-in asks is asked, and nothing is sent", async () => {
    const signIn = async () => ({ asks: "code", secret: "BASE32" }) as const;
    const signIns = { isReady: () => true, signIn, forget: () => undefined };
    const console = consoleOf({ context: { signIns } });
    expect(await send(console, { as: "person:u-1" })).toEqual({
      redirect: `${ADDRESS}?asks=code`,
      notice: {
        verdict: "if",
        text: "ann@example.com has a second factor. Give its code, and send again. Add this secret to an authenticator app first: BASE32",
      },
    });
    expect(console.sent).toEqual([]);
    expect(html(await open(console, "asks=code"))).toContain('name="code"');
    expect(html(await open(console))).not.toContain('name="code"');
  });

  test("who is not let in says the pool; nothing is sent", async () => {
    const signIn = async () => {
      throw new AwsError("NotAuthorizedException", "Incorrect username or password.", 400);
    };
    const signIns = { isReady: () => true, signIn, forget: () => undefined };
    const console = consoleOf({ context: { signIns } });
    expect(await send(console, { as: "person:u-1", password: "wrong" })).toMatchObject({
      redirect: `${ADDRESS}?asks=password`,
      notice: {
        verdict: "no",
        text: "ann@example.com was not let in, and nothing was sent: Incorrect username or password.",
      },
    });
    expect(console.sent).toEqual([]);
  });

  test("somebody who is not in the list signs in with the first app client", async () => {
    const people: unknown[] = [];
    const signIn = async (person: unknown) => {
      people.push(person);
      return { access: "a.b.c", id: "" };
    };
    const signIns = { isReady: () => false, signIn, forget: () => undefined };
    await send(consoleOf({ context: { signIns } }), { as: "other", other: "bob@example.com" });
    expect(people).toEqual([
      { userPoolId: POOL, clientId: "client", username: "bob@example.com", email: "bob@example.com" },
    ]);
  });

  test("a header that is none is said, and nothing is sent", async () => {
    const console = consoleOf();
    const answer = await send(console, { as: "nobody", headers: HOSTILE });
    expect(answer).toMatchObject({ redirect: ADDRESS, notice: { verdict: "no" } });
    expect(console.sent).toEqual([]);
  });

  test("an answer of others is text, and no more than its beginning is kept", async () => {
    const body = Buffer.from(`<script>alert(1)</script>${"x".repeat(100_000)}`);
    const headers = { "x-amzn-requestid": "id-2", "x-evil": HOSTILE };
    const console = consoleOf({ reply: { status: 200, headers, body } });
    await send(console, { as: "nobody" });
    const shown = html(await open(console, "tried=id-2"));
    expect(shown).not.toContain("<script");
    expect(shown).not.toContain("<img");
    expect(shown).toContain("\\u202e");
    expect(shown).toContain("The beginning of it.");
    expect(shown.length).toBeLessThan(90_000);
  });

  test("bytes that are no text are counted", async () => {
    const headers = { "x-amzn-requestid": "id-3" };
    const console = consoleOf({ reply: { status: 200, headers, body: Buffer.from([0xff, 0xd8, 0]) } });
    await send(console, { as: "nobody" });
    expect(html(await open(console, "tried=id-3"))).toContain("3 bytes that are no text");
  });
});
