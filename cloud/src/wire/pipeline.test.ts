import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { anonymous } from "../core/caller.ts";
import { AwsError } from "../core/errors.ts";
import { silentLogger } from "../core/logger.ts";
import type { AuthorizationRequest } from "../core/ports/authorization.ts";
import type { TraceEvent } from "../core/ports/trace.ts";
import type { HttpRequest } from "./http.ts";
import type { AnyOperation, Operation, Question } from "./operation.ts";
import { type PipelineDependencies, serve } from "./pipeline.ts";
import { awsJson } from "./protocols/aws-json.ts";
import { RawOutput, restJson } from "./protocols/rest-json.ts";
import { PUBLIC_OPERATIONS } from "./public-operations.ts";

const scope = { accountId: "123456789012", region: "eu-west-1" };
const caller = {
  kind: "administrator",
  arn: "arn:aws:iam::123456789012:user/administrator",
  accountId: scope.accountId,
  accessKeyId: "AKIA",
  userId: "AIDA",
} as const;

/** A pipeline whose signature check and policies say what a test tells them. */
function world(options: { signed?: boolean; allows?: (question: AuthorizationRequest) => boolean } = {}) {
  const asked: AuthorizationRequest[] = [];
  const events: TraceEvent[] = [];
  const dependencies: PipelineDependencies = {
    authentication: {
      authenticate: () => {
        if (options.signed === false) throw new AwsError("MissingAuthenticationTokenException", "Missing");
        return { caller, signature: "", scope: "", date: "", signingKey: Buffer.alloc(0) };
      },
    },
    authorization: {
      decide: (question) => {
        asked.push(question);
        const allowed = options.allows?.(question) ?? true;
        return { allowed, message: allowed ? "" : "not authorized", explanation: "" };
      },
    },
    scope,
    trace: { record: (event) => events.push(event) },
    logger: silentLogger,
  };
  return { asked, events, dependencies };
}

function post(target: string, body: unknown, rest: Partial<HttpRequest> = {}): HttpRequest {
  return {
    method: "POST",
    path: "/",
    query: "",
    headers: { "x-amz-target": target, "user-agent": "sdk", referer: "https://page" },
    rawHeaders: [],
    stream: Readable.from([Buffer.from(JSON.stringify(body))]),
    sourceIp: "127.0.0.1",
    requestId: "request-1",
    ...rest,
  };
}

interface Input {
  readonly Name: string;
}

function jsonService(operation: Operation<Input>, dependencies: PipelineDependencies, name = "test") {
  return serve(
    {
      name,
      signingNames: ["test"],
      body: 1000,
      protocol: awsJson({
        targetPrefix: "Test",
        version: "1.1",
        operations: [operation as AnyOperation],
        model: "logs",
      }),
    },
    dependencies,
  );
}

const questions: readonly Question[] = [
  { action: "test:Read", resource: "arn:a", context: { "test:Key": "1" } },
  { action: "test:Pass", resource: "arn:b", resourcePolicy: "{}", trust: true },
];

function operation(ran: string[], further: Partial<Operation<Input>> = {}): Operation<Input> {
  return {
    name: "Act",
    input: { Name: { type: "string", required: true, min: 2 } },
    authorize: () => questions,
    run: ({ Name }) => {
      ran.push(Name);
      return { Name };
    },
    ...further,
  } as Operation<Input>;
}

describe("pipeline", () => {
  it.each([
    ["passes", undefined, "allow"],
    ["is refused", new AwsError("NotAuthorizedException", "No"), "deny"],
  ] as const)(
    "names the person whose token a call without a signature showed, when it %s",
    async (_what, refusal, verdict) => {
      const { dependencies, events } = world();
      const show: Operation<Input> = {
        name: "GetUser",
        auth: "public",
        input: { Name: { type: "string" } },
        run: (_input, { actsAs }) => {
          actsAs("eve");
          if (refusal !== undefined) throw refusal;
          return {};
        },
      };
      await jsonService(show, dependencies, "cognito-idp").handle(post("Test.GetUser", { Name: "a" }));

      expect(events.map(({ who, verdict: ended }) => [who, ended])).toEqual([["eve", verdict]]);
    },
  );

  it("asks every question with the keys of the request and runs the operation", async () => {
    const ran: string[] = [];
    const { asked, events, dependencies } = world();

    const response = await jsonService(operation(ran), dependencies).handle(post("Test.Act", { Name: "ab" }));

    expect([response.status, response.body, ran]).toEqual([200, '{"Name":"ab"}', ["ab"]]);
    const request = { sourceIp: "127.0.0.1", userAgent: "sdk", referer: "https://page" };
    expect(asked).toEqual([
      { trust: undefined, resourcePolicy: undefined, ...questions[0], caller, request },
      { context: undefined, ...questions[1], caller, request },
    ]);
    expect(events.map(({ step, verdict, operation: name }) => [step, verdict, name])).toEqual([
      ["authorize", "allow", "Act"],
      ["authorize", "allow", "Act"],
    ]);
  });

  it.each([
    ["route", "Test.Nothing", { Name: "ab" }, {}, "UnknownOperationException"],
    ["body", "Test.Act", { Name: "a".repeat(2000) }, {}, "RequestEntityTooLargeException"],
    ["authenticate", "Test.Act", { Name: "ab" }, { signed: false }, "MissingAuthenticationTokenException"],
    ["decode", "Test.Act", [1], {}, "SerializationException"],
    ["validate", "Test.Act", { Name: 1 }, {}, "SerializationException"],
    ["validate", "Test.Act", { Name: "a" }, {}, "InvalidParameterException"],
    ["authorize", "Test.Act", { Name: "ab" }, { allows: () => false }, "AccessDeniedException"],
    [
      "authorize",
      "Test.Act",
      { Name: "ab" },
      { allows: ({ action }: AuthorizationRequest) => action === "test:Read" },
      "AccessDeniedException",
    ],
  ])(
    "WIRE-2 what %s refuses is not run, and the trace says where: %s %j",
    async (step, target, body, options, code) => {
      const ran: string[] = [];
      const { events, dependencies } = world(options);

      const response = await jsonService(operation(ran), dependencies).handle(post(target, body));

      expect(response.headers["x-amzn-ErrorType"]).toBe(code);
      expect(ran).toEqual([]);
      expect(events.at(-1)).toMatchObject({ step, verdict: "deny", request: "request-1", wire: { code } });
    },
  );

  it("WIRE-5 holds the constraints of AWS's model where the operation has none, and refuses what is not supported", async () => {
    const ran: string[] = [];
    const { dependencies } = world();
    const signOut: AnyOperation = {
      name: "AdminUserGlobalSignOut",
      unsupportedMembers: ["Reason"],
      authorize: () => questions,
      run: ({ Username }: { readonly Username: string }) => {
        ran.push(Username);
      },
    };
    const service = (name: string) =>
      serve(
        {
          name: "test",
          signingNames: ["test"],
          body: 1000,
          protocol: awsJson({
            targetPrefix: "Test",
            version: "1.1",
            operations: [{ ...signOut, name }],
            model: "cognito-idp",
          }),
        },
        dependencies,
      );
    const call = async (input: object) =>
      (await service(signOut.name).handle(post(`Test.${signOut.name}`, input))).headers["x-amzn-ErrorType"];

    expect(await call({ UserPoolId: "x", Username: "ann" })).toBe("InvalidParameterException");
    expect(await call({ UserPoolId: "eu_a", Username: "ann", Reason: "x" })).toBe(
      "UnsupportedOperationException",
    );
    expect(await call({ UserPoolId: "eu_a", Username: "ann" })).toBeUndefined();
    expect(ran).toEqual(["ann"]);
    // An operation that the table does not know is no operation without constraints.
    const unknown = await service("Invent").handle(post("Test.Invent", {}));
    expect([unknown.status, ran]).toEqual([500, ["ann"]]);
  });

  it("WIRE-2 a generator's check stands between its questions", async () => {
    const { asked, dependencies } = world();
    const checked = operation([], {
      *authorize() {
        yield { action: "test:One", resource: "*" };
        throw new AwsError("KeyTooLong", "");
      },
    });

    const response = await jsonService(checked, dependencies).handle(post("Test.Act", { Name: "ab" }));

    expect([asked.length, response.headers["x-amzn-ErrorType"]]).toEqual([1, "KeyTooLong"]);
  });

  it("WIRE-2 a question of the run is asked by the pipeline and refuses the call", async () => {
    const { dependencies, events } = world({ allows: ({ action }) => action !== "test:Item" });
    const batch = operation([], {
      run: (_input, context) => context.assertAllowed({ action: "test:Item", resource: "arn:c" }),
    });

    const response = await jsonService(batch, dependencies).handle(post("Test.Act", { Name: "ab" }));

    expect(response.headers["x-amzn-ErrorType"]).toBe("AccessDeniedException");
    expect(events.at(-1)?.step).toBe("authorize");
  });

  it("WIRE-3 an operation is public only where the list of AWS's public operations names it", () => {
    const { dependencies } = world();
    const open = operation([], { auth: "public", authorize: undefined });

    expect(() => jsonService(open, dependencies, "cognito-idp")).toThrow("must be signed on AWS");
    expect(() => jsonService({ ...open, name: "SignUp" }, dependencies, "cognito-idp")).not.toThrow();
    expect(() => jsonService({ ...open, name: "SignUp" }, dependencies, "iam")).toThrow();
    expect(PUBLIC_OPERATIONS["cognito-idp"]).not.toContain("AdminDeleteUser");
  });

  it("an operation that fails unexpectedly answers the protocol's internal error", async () => {
    const { events, dependencies } = world();
    const broken = operation([], {
      run: () => {
        throw new Error("boom");
      },
    });

    const response = await jsonService(broken, dependencies).handle(post("Test.Act", { Name: "ab" }));

    expect([response.status, response.headers["x-amzn-ErrorType"]]).toEqual([500, "InternalErrorException"]);
    expect(events.at(-1)?.verdict).toBe("error");
  });
});

describe("rest-json", () => {
  const seen: unknown[] = [];
  const rest = (further: Partial<AnyOperation> = {}) =>
    serve(
      {
        name: "test",
        signingNames: ["test"],
        body: 1000,
        protocol: restJson({
          operations: [
            {
              name: "Put",
              http: {
                method: "PUT",
                uri: "/things/{Thing}",
                status: 201,
                members: {
                  Thing: ["label", "Thing"],
                  Limit: ["query", "limit"],
                  Keys: ["query", "keys"],
                  Dry: ["query", "dry"],
                  Mode: ["header", "X-Mode"],
                },
              },
              input: {
                Limit: { type: "integer" },
                Keys: { type: "list" },
                Dry: { type: "boolean" },
                Size: { type: "integer" },
              },
              authorize: () => [],
              run: (input: unknown) => {
                seen.push(input);
                return { done: true };
              },
              ...further,
            } as AnyOperation,
          ],
          unsupported: () => [{ name: "Other", method: "GET", uri: "/others" }],
          unknown: (knownPath) => new AwsError(knownPath ? "MethodNotAllowed" : "NotFound", "", 404),
        }),
      },
      world().dependencies,
    );
  const put = (path: string, query: string, body: unknown, headers = {}) =>
    post("", body, { method: "PUT", path, query, headers });

  it("gathers members from path, query, headers and body, typed as the model says", async () => {
    const response = await rest().handle(
      put("/things/a%2Fb", "limit=3&keys=x&keys=y&dry=true", { Size: 1 }, { "x-mode": "fast" }),
    );

    expect([response.status, response.body]).toEqual([201, '{"done":true}']);
    expect(seen.at(-1)).toEqual({
      Thing: "a/b",
      Limit: 3,
      Keys: ["x", "y"],
      Dry: true,
      Mode: "fast",
      Size: 1,
    });
  });

  it("WIRE-4 a member travels in its own place only", async () => {
    await rest().handle(put("/things/mine", "", { Thing: "theirs", Limit: 9, Mode: "slow" }));

    expect(seen.at(-1)).toEqual({ Thing: "mine" });
  });

  it("hands over the parameters of the query that no member names", async () => {
    const imported: Partial<AnyOperation> = {
      http: {
        method: "PUT",
        uri: "/things/{Thing}",
        members: { Mode: ["query", "mode"], Rest: ["queries", ""] },
      },
    };

    await rest(imported).handle(put("/things/a", "mode=x&basepath=1&__proto__=2", {}));

    expect(seen.at(-1)).toEqual({ Thing: "a", Mode: "x", Rest: { basepath: "1", ["__proto__"]: "2" } });
  });

  it("reads no JSON where no member travels in the body", async () => {
    const plain: Partial<AnyOperation> = { input: { Thing: { type: "string" } } };

    const response = await rest(plain).handle(put("/things/a", "", "no object"));

    expect(response.status).toBe(201);
  });

  it.each([
    ["limit=x", "SerializationException"],
    ["dry=yes", "SerializationException"],
  ])("refuses %s", async (query, code) => {
    const response = await rest().handle(put("/things/a", query, {}));

    expect(response.headers["x-amzn-ErrorType"]).toBe(code);
  });

  it.each([
    ["GET", "/others", "UnsupportedOperationException"],
    ["GET", "/things/a", "MethodNotAllowed"],
    ["PUT", "/nothing", "NotFound"],
    ["PUT", "/things/%ff", "NotFound"],
  ])("refuses %s %s by name", async (method, path, code) => {
    const response = await rest().handle(post("", {}, { method, path, headers: {} }));

    expect(response.headers["x-amzn-ErrorType"]).toBe(code);
  });

  it("sends what is no document of members as it is", async () => {
    const raw = { run: () => new RawOutput({ status: 202, headers: { "X-Own": "1" }, body: "raw" }) };

    const response = await rest(raw).handle(put("/things/a", "", {}));

    expect([response.status, response.body, response.headers["X-Own"]]).toEqual([202, "raw", "1"]);
  });
});

it("a caller that signed nothing stays anonymous for public operations, whatever it sends", async () => {
  const callers: unknown[] = [];
  const { dependencies } = world({ signed: false });
  const open: Operation<Input> = {
    name: "SignUp",
    auth: "public",
    input: {},
    run: (_input, context) => {
      callers.push(context.caller);
    },
  };

  await jsonService(open, dependencies, "cognito-idp").handle(post("Test.SignUp", { Name: "ab" }));

  expect(callers).toEqual([anonymous]);
});
