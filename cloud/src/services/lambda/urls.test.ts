import {
  AddPermissionCommand,
  CreateAliasCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  UpdateFunctionCodeCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemClock } from "../../core/clock.ts";
import type { TraceEvent } from "../../core/ports/trace.ts";
import { type AccessWorld, roleWith } from "../../iam/testing/access-table.ts";
import { type SigningCredentials, signRequest } from "../../wire/sigv4/sign.ts";
import type { ListeningService } from "../../wire/testing/listen.ts";
import { create, run, source } from "./testing/functions.ts";
import { ADMINISTRATOR, SCOPE, serveLambda, type TestLambda, zipOf } from "./testing/service.ts";
import { giveUrl, listenForUrls, OPENING, openToAll } from "./testing/urls.ts";

let lambda: TestLambda;
let server: ListeningService;
const events: TraceEvent[] = [];
beforeAll(async () => {
  lambda = await serveLambda({ trace: { record: (event) => void events.push(event) } });
  server = await listenForUrls(lambda);
});
afterAll(async () => {
  await server.close();
  await lambda.close();
});

const FORBIDDEN =
  '{"Message":"Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"}';
const ECHO = "exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });";

/** A function with this source and an address; answers its path. */
async function functionWith(
  name: string,
  text: string,
  more: Parameters<typeof giveUrl>[2] = {},
): Promise<string> {
  await create(lambda, name, { Code: { ZipFile: zipOf({ "index.js": text }) } });
  return giveUrl(lambda, name, more);
}

const call = (path: string, init: RequestInit = {}) => fetch(`${server.url}${path}`, init);
const told = async (reply: Response) => [reply.status, await reply.text()];
const lastWhy = () => events.at(-1)?.why;

function signed(
  path: string,
  credentials: SigningCredentials,
  more: { readonly service?: string; readonly body?: string; readonly sent?: string } = {},
): Promise<Response> {
  const { service = "lambda", body = "" } = more;
  const method = body === "" ? "GET" : "POST";
  const url = `${server.url}${path}`;
  const common = { region: SCOPE.region, clock: systemClock, headers: {} };
  const headers = signRequest({ ...common, method, url, body, service, credentials });
  return call(path, { method, headers, ...(body === "" ? {} : { body: more.sent ?? body }) });
}

const roleThatMay = (...Statement: object[]): SigningCredentials =>
  roleWith(
    { identities: lambda.identities, scope: SCOPE } as AccessWorld,
    JSON.stringify({ Version: "2012-10-17", Statement }),
  );

describe("LAM-22 an open URL (AuthType NONE)", () => {
  test("is called by everybody once both statements are there, and not before", async () => {
    const path = await functionWith("open", ECHO);
    const add = (statement: object) =>
      lambda.client.send(new AddPermissionCommand({ FunctionName: "open", ...statement } as never));

    expect(await told(await call(`${path}/`))).toEqual([403, FORBIDDEN]);
    expect(lastWhy()).toMatchObject({
      rule: "LAM-22",
      reason: "url-not-open",
      asked: { action: "lambda:InvokeFunctionUrl" },
      by: { function: expect.stringContaining(":function:open") },
    });
    await add(OPENING.url);
    expect(await told(await call(`${path}/`))).toEqual([403, FORBIDDEN]);
    expect(lastWhy()).toMatchObject({ reason: "url-not-open", asked: { action: "lambda:InvokeFunction" } });
    await add(OPENING.invoke);
    expect((await call(`${path}/`)).status).toBe(200);
    expect(events.at(-1)).toMatchObject({ service: "lambda-url", verdict: "allow", operation: "GET /" });
  });

  test.each<[string, object[]]>([
    ["only the URL's action", [OPENING.url]],
    ["only the function's", [OPENING.invoke]],
    [
      "the URL's for the other AuthType",
      [{ ...OPENING.url, FunctionUrlAuthType: "AWS_IAM" }, OPENING.invoke],
    ],
    [
      "the function's for other ways than by its URL",
      [OPENING.url, { ...OPENING.invoke, InvokedViaFunctionUrl: false }],
    ],
    ["a service", [OPENING.url, { ...OPENING.invoke, Principal: "s3.amazonaws.com" }]],
  ])("statements that let in %s do not open it", async (title, statements) => {
    const name = title.replaceAll(/[^a-z]/gi, "");
    const path = await functionWith(name, ECHO);
    for (const statement of statements) {
      await lambda.client.send(new AddPermissionCommand({ FunctionName: name, ...statement } as never));
    }
    expect(await told(await call(`${path}/`))).toEqual([403, FORBIDDEN]);
  });

  test("what opens the URL does not open Invoke", async () => {
    await functionWith("apart", ECHO);
    await openToAll(lambda, "apart");
    const guest = { ...lambda, client: lambda.roleClient('{"Version":"2012-10-17","Statement":[]}') };
    await expect(run(guest, "apart")).rejects.toMatchObject({ name: "AccessDeniedException" });
  });

  test("of an alias is opened by the statements of the alias, and runs its version", async () => {
    await create(lambda, "aliased", { Code: { ZipFile: source("'one'") } });
    await lambda.client.send(new PublishVersionCommand({ FunctionName: "aliased" }));
    const alias = { FunctionName: "aliased", Name: "live", FunctionVersion: "1" };
    await lambda.client.send(new CreateAliasCommand(alias));
    await lambda.client.send(
      new UpdateFunctionCodeCommand({ FunctionName: "aliased", ZipFile: source("'two'") }),
    );
    const path = await giveUrl(lambda, "aliased", { Qualifier: "live" });
    await openToAll(lambda, "aliased");
    expect((await call(path)).status).toBe(403);
    await openToAll(lambda, "aliased", "live");
    expect(await told(await call(path))).toEqual([200, "one"]);
  });

  test("LAM-20 an address that nobody has is no address", async () => {
    const reply = await call(`/_aws/lambda-url/${"a".repeat(32)}/`);
    expect(await told(reply)).toEqual([403, '{"Message":null}']);
    expect(reply.headers.get("x-amzn-errortype")).toBe("AccessDeniedException");
    expect(lastWhy()).toMatchObject({ reason: "url-unknown" });
  });
});

describe("LAM-21 a URL for signed calls (AuthType AWS_IAM)", () => {
  const BOTH = ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"] as const;
  let path = "";
  let arn = "";
  beforeAll(async () => {
    path = await functionWith("signed", ECHO, { AuthType: "AWS_IAM" });
    arn = `arn:aws:lambda:eu-west-1:${SCOPE.accountId}:function:signed`;
    // Statements for everybody open no URL that asks for signatures: they are for the other AuthType.
    await openToAll(lambda, "signed");
  });
  const may = (actions: readonly string[], more: object = {}) =>
    roleThatMay({ Effect: "Allow", Action: actions, Resource: arn, ...more });

  test("the function learns who calls; the proof stays here", async () => {
    const reply = await signed(`${path}/a?b=c`, may(BOTH), { body: "hello" });
    const event = await reply.json();
    expect(reply.status).toBe(200);
    const userArn = `arn:aws:sts::${SCOPE.accountId}:assumed-role/caller/test`;
    expect(event.requestContext).toMatchObject({
      accountId: SCOPE.accountId,
      authorizer: { iam: { accountId: SCOPE.accountId, userArn, cognitoIdentity: null } },
    });
    expect(event.headers).not.toHaveProperty("authorization");
    expect(events.at(-1)).toMatchObject({ who: userArn, verdict: "allow" });
  });

  test.each<[string, () => Promise<Response>, string]>([
    ["unsigned", () => call(path), FORBIDDEN],
    ["signed by a role without policies", () => signed(path, roleThatMay()), FORBIDDEN],
    ["by who may only InvokeFunction", () => signed(path, may(["lambda:InvokeFunction"])), FORBIDDEN],
    [
      "by who is denied",
      () =>
        signed(
          path,
          roleThatMay(
            { Effect: "Allow", Action: "*", Resource: "*" },
            { Effect: "Deny", Action: BOTH[0], Resource: arn },
          ),
        ),
      FORBIDDEN,
    ],
    [
      "by who may with the other AuthType",
      () =>
        signed(path, may(BOTH, { Condition: { StringEquals: { "lambda:FunctionUrlAuthType": "NONE" } } })),
      FORBIDDEN,
    ],
    [
      "signed for another service",
      () => signed(path, may(BOTH), { service: "execute-api" }),
      "Credential should be scoped to correct service",
    ],
    [
      "with another body than was signed",
      () => signed(path, may(BOTH), { body: "one", sent: "two" }),
      "The request signature we calculated does not match the signature you provided",
    ],
    [
      "signed with a wrong key",
      () => signed(path, { ...ADMINISTRATOR, secretAccessKey: "wrong" }),
      "The request signature we calculated does not match the signature you provided",
    ],
  ])("a call %s is refused", async (_title, send, text) => {
    const [status, body] = await told(await send());
    expect(status).toBe(403);
    expect(body).toContain(text);
  });
});

describe("LAM-23 the event of a call", () => {
  let path = "";
  beforeAll(async () => {
    path = await functionWith("echo", ECHO);
    await openToAll(lambda, "echo");
  });

  test("has payload version 2.0, with the path as it was sent", async () => {
    const reply = await call(`${path}/pa2%2Fth/1?a=1&b=x%20y&a=2`, {
      method: "PUT",
      headers: {
        "content-type": "application/json",
        cookie: "a=1; b=2; c",
        "user-agent": "test",
        "X-Own": "é",
      },
      body: '{"word":"ü"}',
    });
    const urlId = path.split("/")[3];
    const event = await reply.json();
    expect(event).toEqual({
      version: "2.0",
      routeKey: "$default",
      rawPath: "/pa2%2Fth/1",
      rawQueryString: "a=1&b=x%20y&a=2",
      cookies: ["a=1", "b=2"],
      headers: expect.objectContaining({ "x-own": "é", "x-forwarded-proto": "https", "user-agent": "test" }),
      queryStringParameters: { a: "1,2", b: "x y" },
      requestContext: {
        accountId: "anonymous",
        apiId: urlId,
        domainName: `${urlId}.lambda-url.eu-west-1.on.aws`,
        domainPrefix: urlId,
        http: {
          method: "PUT",
          path: "/pa2%2Fth/1",
          protocol: "HTTP/1.1",
          sourceIp: "127.0.0.1",
          userAgent: "test",
        },
        requestId: reply.headers.get("x-amzn-requestid"),
        routeKey: "$default",
        stage: "$default",
        time: expect.stringMatching(/^\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
        timeEpoch: expect.any(Number),
      },
      body: '{"word":"ü"}',
      isBase64Encoded: false,
    });
    expect(event.headers).not.toHaveProperty("cookie");
    expect(Object.keys(event.headers)).toEqual(Object.keys(event.headers).sort());
  });

  test("has no key for what is not there", async () => {
    const event = await (await call(path)).json();
    expect([event.rawPath, event.rawQueryString, event.isBase64Encoded]).toEqual(["/", "", false]);
    for (const key of ["body", "cookies", "queryStringParameters"]) expect(event).not.toHaveProperty(key);
    expect(event.requestContext).not.toHaveProperty("authorizer");
  });

  test.each([
    ["text/plain; charset=utf-8", false],
    ["application/xml", false],
    ["application/problem+json", false],
    ["application/x-www-form-urlencoded", true],
    ["multipart/form-data; boundary=x", true],
    ["application/octet-stream", true],
  ])("a body of %s: base64 %s", async (type, isBase64Encoded) => {
    const reply = await call(path, { method: "POST", headers: { "content-type": type }, body: "a=b" });
    const body = isBase64Encoded ? Buffer.from("a=b").toString("base64") : "a=b";
    expect(await reply.json()).toMatchObject({ body, isBase64Encoded });
  });

  test("what the service says of a call is not what the client claims", async () => {
    const headers = {
      "x-forwarded-for": "6.6.6.6",
      "x-forwarded-proto": "gopher",
      "x-forwarded-port": "1",
      "x-amzn-trace-id": "Root=mine",
      "x-amzn-tls-version": "none",
    };
    const event = await (await call(path, { headers })).json();
    expect(event.headers).toMatchObject({
      "x-forwarded-for": "6.6.6.6, 127.0.0.1",
      "x-forwarded-proto": "https",
      "x-forwarded-port": "443",
      "x-amzn-trace-id": expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
      "x-amzn-tls-version": "TLSv1.3",
    });
  });
});

describe("The answer of a function by its URL", () => {
  let path = "";
  beforeAll(async () => {
    path = await functionWith("answers", "exports.handler = async (event) => JSON.parse(event.body);");
    await openToAll(lambda, "answers");
  });
  const answered = (result: unknown) =>
    call(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(result),
    });

  test.each<[unknown, number, string, string]>([
    [{ hello: "world" }, 200, '{"hello":"world"}', "application/json"],
    [[1, 2], 200, "[1,2]", "application/json"],
    ["text", 200, "text", "application/json"],
    [7, 200, "7", "application/json"],
    [true, 200, "true", "application/json"],
    [null, 200, "null", "application/json"],
    [{ headers: { a: "b" }, body: "x" }, 200, '{"headers":{"a":"b"},"body":"x"}', "application/json"],
    [{ statusCode: 201 }, 201, "", "application/json"],
    [{ statusCode: "404", body: "gone" }, 404, "gone", "application/json"],
    [{ statusCode: 200, headers: { "content-type": "text/html" }, body: "<p>" }, 200, "<p>", "text/html"],
    [{ statusCode: 200, body: "aGk=", isBase64Encoded: true }, 200, "hi", "application/json"],
    [{ statusCode: 99 }, 502, "Internal Server Error", "application/json"],
    [{ statusCode: 101 }, 502, "Internal Server Error", "application/json"],
    [{ statusCode: 1.5 }, 502, "Internal Server Error", "application/json"],
    [{ statusCode: 200, body: { a: 1 } }, 502, "Internal Server Error", "application/json"],
    [{ statusCode: 200, headers: "x" }, 502, "Internal Server Error", "application/json"],
    [{ statusCode: 200, headers: { "bad name": "x" } }, 502, "Internal Server Error", "application/json"],
    [{ statusCode: 200, headers: { a: "x\r\nb: c" } }, 502, "Internal Server Error", "application/json"],
    [{ statusCode: 200, cookies: "a=b" }, 502, "Internal Server Error", "application/json"],
  ])("%j: %i %j", async (result, status, body, type) => {
    const reply = await answered(result);
    expect([...(await told(reply)), reply.headers.get("content-type")]).toEqual([status, body, type]);
    if (status === 502) expect(lastWhy()).toMatchObject({ reason: "function-answer-malformed" });
  });

  test("its headers and cookies are sent; what belongs to the service is not taken from it", async () => {
    const reply = await answered({
      statusCode: 200,
      headers: {
        "X-Own": 1,
        "WWW-Authenticate": "Basic",
        "Content-Length": "999",
        "Keep-Alive": "timeout=1",
        Trailer: "X-Own",
        Upgrade: "h2c",
        "x-amzn-RequestId": "mine",
        nothing: null,
      },
      cookies: ["a=1; Path=/", "b=2"],
      body: "x",
    });
    expect(reply.headers.get("x-own")).toBe("1");
    expect(reply.headers.get("x-amzn-remapped-www-authenticate")).toBe("Basic");
    expect(reply.headers.get("www-authenticate")).toBeNull();
    expect(reply.headers.get("x-amzn-requestid")).not.toBe("mine");
    for (const name of ["nothing", "trailer", "upgrade"]) expect(reply.headers.has(name)).toBe(false);
    expect(reply.headers.get("keep-alive")).not.toBe("timeout=1");
    expect(reply.headers.getSetCookie()).toEqual(["a=1; Path=/", "b=2"]);
    expect(await reply.text()).toBe("x");
  });

  test("a function that throws, and one that is too slow, is a 502; a busy one a 429", async () => {
    const bad = await functionWith("throws", "exports.handler = async () => { throw new TypeError('no'); };");
    await openToAll(lambda, "throws");
    expect(await told(await call(bad))).toEqual([502, "Internal Server Error"]);
    expect(lastWhy()).toMatchObject({ reason: "function-threw", had: { type: "TypeError", message: "no" } });
    const none = { FunctionName: "throws", ReservedConcurrentExecutions: 0 };
    await lambda.client.send(new PutFunctionConcurrencyCommand(none));
    expect((await call(bad)).status).toBe(429);
    expect(lastWhy()).toMatchObject({ reason: "function-busy" });
  });

  test("a body of more than 6 MB is a 413", async () => {
    const reply = await call(path, { method: "POST", body: "x".repeat(6_291_457) });
    expect(reply.status).toBe(413);
  });
});
