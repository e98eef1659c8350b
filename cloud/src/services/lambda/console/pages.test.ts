import { describe, expect, test } from "vitest";
import { AwsError } from "../../../core/errors.ts";
import type { ConsoleAnswer, ConsoleContext } from "../../../wire/console-area.ts";
import { type FakeConsoleParts, fakeConsole, fakeRequest } from "../../../wire/testing/fake-console.ts";
import { areas } from "./index.tsx";

const HOSTILE = '<img src=x onerror=alert(1)>"\u202e\u0007';
const ID = "34dcec36-a281-4a74-91bf-ef8661da1155";
const ADDRESS = "/_portcullis/functions/orders-1";

function page(method: "GET" | "POST", path: string) {
  const found = areas[0]?.pages.find((each) => each.method === method && each.path === path);
  if (found === undefined) throw new Error(`There is no page ${method} ${path}.`);
  return found.handle;
}

function html(answer: ConsoleAnswer): string {
  if (!("view" in answer)) throw new Error(`It is no view: ${JSON.stringify(answer)}`);
  return String(answer.view.body);
}

const FUNCTION = {
  FunctionName: "orders-1",
  FunctionArn: "arn:aws:lambda:eu-west-1:123456789012:function:orders-1",
  Runtime: "nodejs24.x",
  Role: "arn:aws:iam::123456789012:role/path/orders-role",
  Handler: "index.handler",
  CodeSize: 5040,
  CodeSha256: "hash=",
  Timeout: 10,
  MemorySize: 256,
  LastModified: "2026-01-01T00:00:00.000+0000",
  Version: "$LATEST",
  Architectures: ["arm64"],
  Environment: { Variables: { ORIGIN: "http://localhost:3000", DB_PASSWORD: "Very-secret-1" } },
};
const encoded = (document: object) => encodeURIComponent(JSON.stringify(document));
const PUBLISH = {
  Statement: {
    Effect: "Allow",
    Action: "iot:Publish",
    Resource: "arn:aws:iot:eu-west-1:123456789012:topic/orders",
  },
};
const LOGS = { Statement: [{ Effect: "Allow", Action: ["logs:PutLogEvents"], Resource: "*" }] };
const INVOKERS = {
  Statement: [
    {
      Sid: "api",
      Effect: "Allow",
      Principal: { Service: "apigateway.amazonaws.com" },
      Condition: {
        ArnLike: { "AWS:SourceArn": "arn:aws:execute-api:eu-west-1:123456789012:abc/*/POST/orders" },
      },
    },
  ],
};
const ROLE = {
  Arn: "arn:aws:iam::123456789012:role/orders-role",
  Path: "/",
  CreateDate: "2026-09-03T08:05:09Z",
  AssumeRolePolicyDocument: encoded({ Statement: [] }),
};
const MISSING = new AwsError("ResourceNotFoundException", "The resource you requested does not exist.", 404);

const ANSWERS = {
  "lambda:ListFunctions": { Functions: [FUNCTION] },
  "lambda:GetFunctionConfiguration": FUNCTION,
  "lambda:ListVersionsByFunction": { Versions: [FUNCTION, { ...FUNCTION, Version: "3" }] },
  "lambda:ListAliases": { Aliases: [{ Name: "live", FunctionVersion: "3" }] },
  "lambda:GetPolicy": { Policy: JSON.stringify(INVOKERS) },
  "iam:GetRole": { Role: ROLE },
  "iam:ListRolePolicies": { PolicyNames: ["own"] },
  "iam:GetRolePolicy": { PolicyDocument: encoded(PUBLISH) },
  "iam:ListAttachedRolePolicies": { AttachedPolicies: [{ PolicyName: "Basic", PolicyArn: "arn:basic" }] },
  "iam:GetPolicy": { Policy: { DefaultVersionId: "v2" } },
  "iam:GetPolicyVersion": { PolicyVersion: { Document: encoded(LOGS) } },
  "cloudformation:DescribeStacks": { Stacks: [{ StackName: "shop" }] },
  "cloudformation:DescribeStackResources": {
    StackResources: [{ LogicalResourceId: "OrdersFunction", PhysicalResourceId: "orders-1" }],
  },
};

function consoleOf(parts: FakeConsoleParts = {}) {
  return fakeConsole({ ...parts, answers: { ...ANSWERS, ...parts.answers } });
}

const open = (console: ConsoleContext, query = "") =>
  page("GET", "/:name")(console, fakeRequest({ name: "orders-1" }, {}, query));
const act = (console: ConsoleContext, fields: Readonly<Record<string, string>>) =>
  page("POST", "/:name/invoke")(console, fakeRequest({ name: "orders-1" }, fields));

describe("the list", () => {
  test("functions by the template's name, with their stack", async () => {
    const shown = html(await page("GET", "")(consoleOf(), fakeRequest()));
    expect(shown).toContain(`<a href="${ADDRESS}">OrdersFunction</a>`);
    expect(shown).toContain("shop");
    expect(shown).not.toContain("Next page");
  });

  test("a page at a time; the number is of all", async () => {
    const answers = {
      "lambda:ListFunctions": ({ Marker }: { Marker?: string }) =>
        Marker === undefined ? { Functions: [FUNCTION], NextMarker: "m&" } : { Functions: [FUNCTION] },
    };
    const console = consoleOf({ answers });
    expect(html(await page("GET", "")(console, fakeRequest()))).toContain(
      'href="/_portcullis/functions?after=m%26"',
    );
    expect(html(await page("GET", "")(console, fakeRequest({}, {}, "after=m%26")))).not.toContain(
      "Next page",
    );
    expect(await areas[0]?.count?.(console)).toBe(2);
  });

  test("found by a part of the name, the template's or the whole, on whatever page it is", async () => {
    const other = { ...FUNCTION, FunctionName: "shop-Bills-2" };
    const answers = {
      "lambda:ListFunctions": ({ Marker }: { Marker?: string }) =>
        Marker === undefined ? { Functions: [FUNCTION], NextMarker: "m" } : { Functions: [other] },
    };
    const found = async (part: string) =>
      html(await page("GET", "")(consoleOf({ answers }), fakeRequest({}, {}, `part=${part}`)));
    expect(await found("bills")).toContain("shop-Bills-2");
    expect(await found("bills")).not.toContain("OrdersFunction");
    expect(await found("ordersf")).toContain("OrdersFunction");
    expect(await found("ordersf")).not.toContain("Next page");
    expect(await found("<b>")).toContain("No function has “&lt;b&gt;” in its name.");
  });

  test("none yet: the next command", async () => {
    const console = consoleOf({ answers: { "lambda:ListFunctions": { Functions: [] } } });
    expect(html(await page("GET", "")(console, fakeRequest()))).toContain("npx portcullis up");
  });
});

describe("a function", () => {
  test("what it may do, who may invoke it, its versions", async () => {
    const console = consoleOf();
    const shown = html(await open(console));
    expect(shown).toContain("May publish to the topic orders; nothing else.");
    expect(shown).toContain("write logs and traces");
    expect(shown).toContain("API Gateway, only for POST /orders");
    expect(shown).toContain("$LATEST and 3");
    expect(shown).toContain("version 3");
    expect(console.asked).toContainEqual({ operation: "iam:GetRole", input: { RoleName: "orders-role" } });
    expect(console.asked).toContainEqual({
      operation: "iam:GetPolicyVersion",
      input: { PolicyArn: "arn:basic", VersionId: "v2" },
    });
  });

  test("a boundary, a wide statement", async () => {
    const wide = { Statement: { Effect: "Allow", Action: "s3:*", Resource: "*" } };
    const answers = {
      "iam:GetRole": { Role: { ...ROLE, PermissionsBoundary: { PermissionsBoundaryArn: "arn:boundary" } } },
      "iam:GetRolePolicy": { PolicyDocument: encoded(wide) },
    };
    const shown = html(await open(consoleOf({ answers })));
    expect(shown).toContain("And never more than arn:boundary allows.");
    expect(shown).toContain('<span class="chip if">wide</span>');
  });

  test("no policy, no role, no policies of the role: each is said", async () => {
    const answers = { "lambda:GetPolicy": MISSING, "iam:GetRole": new AwsError("NoSuchEntity", "gone", 404) };
    const shown = html(await open(consoleOf({ answers })));
    expect(shown).toContain("Nobody by a policy of its own.");
    expect(shown).toContain("The role of the function is gone: it may do nothing.");
    const bare = {
      "iam:ListRolePolicies": { PolicyNames: "" },
      "iam:ListAttachedRolePolicies": { AttachedPolicies: "" },
    };
    expect(html(await open(consoleOf({ answers: bare })))).toContain("May nothing.");
  });

  test("another refusal is not taken for absence", async () => {
    const answers = { "lambda:GetPolicy": new AwsError("AccessDeniedException", "no", 403) };
    await expect(open(consoleOf({ answers }))).rejects.toThrow("no");
  });

  test("CON-15 secrets are dots until they are asked for", async () => {
    const shown = html(await open(consoleOf()));
    expect(shown).not.toContain("Very-secret-1");
    expect(shown).toContain("http://localhost:3000");
    expect(shown).toContain(`action="${ADDRESS}/environment#environment"`);
    const asked = await page("POST", "/:name/environment")(consoleOf(), fakeRequest({ name: "orders-1" }));
    expect(html(asked)).toContain("Very-secret-1");
    const again = await page("GET", "/:name/environment")(consoleOf(), fakeRequest({ name: "orders-1" }));
    expect(html(again)).not.toContain("Very-secret-1");
  });

  test("its log with cold and warm times; what it says is text", async () => {
    const lines = [
      `START RequestId: ${ID} Version: $LATEST`,
      `2026-01-01T00:00:00.000Z\t${ID}\tERROR\t${HOSTILE}`,
      "y".repeat(5_000),
      `REPORT RequestId: ${ID}\tDuration: 9.90 ms\tBilled Duration: 10 ms\tMemory Size: 256 MB\tMax Memory Used: 46 MB\tInit Duration: 66.67 ms\t`,
    ];
    const shown = html(await open(consoleOf({ lines })));
    expect(shown).not.toContain("<img");
    expect(shown).toContain("&lt;img");
    expect(shown).toContain("\\u202e");
    expect(shown).toContain("cold, 66.7 ms init");
    expect(shown).toContain("9.90 ms");
    expect(shown).not.toContain(`/_portcullis/trace/${ID}`);
    expect(html(await open(consoleOf()))).toContain("Known after the first invocation.");
  });

  test("what others named is text", async () => {
    const answers = {
      "lambda:GetFunctionConfiguration": {
        ...FUNCTION,
        Handler: HOSTILE,
        Environment: { Variables: { [HOSTILE]: HOSTILE } },
      },
      "iam:ListRolePolicies": { PolicyNames: [HOSTILE] },
      "lambda:GetPolicy": {
        Policy: JSON.stringify({ Statement: { Effect: "Allow", Sid: HOSTILE, Principal: { AWS: HOSTILE } } }),
      },
    };
    expect(html(await open(consoleOf({ answers })))).not.toContain("<img");
  });
});

describe("invoking", () => {
  const reply = (status: number, body: string, headers: Record<string, string> = {}) => ({
    status,
    headers: { "x-amzn-requestid": ID, ...headers },
    body: Buffer.from(body),
  });

  test("sends the event, signed; the answer and its log are shown on a page with an address", async () => {
    const log = Buffer.from("START …").toString("base64");
    const console = consoleOf({ reply: reply(200, '{"ok":true}', { "x-amz-log-result": log }) });
    expect(await act(console, { event: '{"a":1}' })).toEqual({ redirect: `${ADDRESS}?invoked=${ID}#invoke` });
    expect(console.sent).toEqual([
      {
        service: "lambda",
        method: "POST",
        path: "/2015-03-31/functions/orders-1/invocations",
        headers: { "x-amz-invocation-type": "RequestResponse", "x-amz-log-type": "Tail" },
        body: '{"a":1}',
      },
    ]);
    const shown = html(await open(console, `invoked=${ID}`));
    expect(shown).toContain("Answered");
    expect(shown).toContain("{\n  &quot;ok&quot;: true\n}");
    expect(shown).toContain("START …");
    expect(shown).toContain("{&quot;a&quot;:1}");
    expect(html(await open(console))).not.toContain("Answered");
  });

  test.each([
    ["The function failed", reply(200, '{"errorMessage":"<b>x"}', { "x-amz-function-error": "Unhandled" })],
    ["Refused with 400: it did not run", reply(400, '{"message":"Could not parse request body into json"}')],
  ])("%s: and why", async (text, answer) => {
    const console = consoleOf({ reply: answer });
    await act(console, { event: "{" });
    const shown = html(await open(console, `invoked=${ID}`));
    expect(shown).toContain(text);
    expect(shown).toContain(`<a href="/_portcullis/trace/${ID}">Why?</a>`);
    expect(shown).not.toContain("<b>x");
  });

  test("not waited for", async () => {
    const console = consoleOf({ reply: reply(202, "") });
    await act(console, { event: "{}", type: "Event" });
    expect(console.sent[0]?.headers).toEqual({ "x-amz-invocation-type": "Event" });
    expect(html(await open(console, `invoked=${ID}`))).toContain("Taken: it runs on its own");
  });

  test("a function that is not there is not invoked", async () => {
    const console = consoleOf({ answers: { "lambda:GetFunctionConfiguration": MISSING } });
    await expect(act(console, { event: "{}" })).rejects.toThrow(MISSING);
    expect(console.sent).toEqual([]);
  });
});

describe("saved events", () => {
  test("begin with what a call of its route looks like, and stay by their name", async () => {
    const console = consoleOf();
    expect(html(await open(console))).toContain("&quot;httpMethod&quot;: &quot;POST&quot;");
    expect(await act(console, { do: "save", name: HOSTILE, event: '{"n":1}' })).toMatchObject({
      notice: { verdict: "yes" },
    });
    await act(console, { do: "save", name: "b", event: '{"n":2}' });
    await act(console, { do: "save", name: "b", event: '{"n":3}' });
    const shown = html(await open(console, "event=b"));
    expect(shown).toContain("{&quot;n&quot;:3}");
    expect(shown).not.toContain("<img");
    expect(shown.match(/\?event=/g)).toHaveLength(2);
    expect(console.sent).toEqual([]);
  });

  test.each(["", " ", "x".repeat(101)])("the name %j is none; the event is not lost", async (name) => {
    const console = consoleOf();
    expect(await act(console, { do: "save", name, event: '{"n":1}' })).toMatchObject({
      notice: { verdict: "no" },
    });
    expect(html(await open(console))).toContain("{&quot;n&quot;:1}");
  });

  test("one is taken away, and comes back by undo", async () => {
    const console = consoleOf();
    await act(console, { do: "save", name: "a", event: '{"n":1}' });
    const answer = await act(console, { do: "remove", name: "a" });
    expect(html(await open(console, "event=a"))).not.toContain("?event=");
    const undo = "redirect" in answer ? answer.notice?.undo : undefined;
    expect(undo?.action).toBe(`${ADDRESS}/invoke`);
    await act(console, undo?.fields ?? {});
    expect(html(await open(console, "event=a"))).toContain("{&quot;n&quot;:1}");
    expect(await act(console, { do: "remove", name: "none" })).toMatchObject({ notice: { verdict: "no" } });
  });
});
