import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  InvokeCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createPythonFinder } from "../interpreters/python.ts";
import { ROLE_ARN, serveLambda, type TestLambda, zipOf } from "../testing/service.ts";

const RUNTIME = ["python3.12", "python3.9"].find(
  (runtime) => "interpreter" in createPythonFinder({ environment: process.env })(runtime),
);

let lambda: TestLambda;
beforeAll(async () => {
  lambda = await serveLambda();
});
afterAll(() => lambda.close());

let made = 0;

interface Outcome {
  readonly error: string | undefined;
  readonly text: string;
  readonly log: string;
}

/** Creates a function of these files and calls it. */
async function invoke(
  files: Readonly<Record<string, string>>,
  {
    event = {},
    context,
    ...settings
  }: Partial<CreateFunctionCommandInput> & { event?: unknown; context?: string } = {},
): Promise<Outcome> {
  made += 1;
  const FunctionName = `python-${made}`;
  await lambda.client.send(
    new CreateFunctionCommand({
      FunctionName,
      Role: ROLE_ARN,
      Runtime: RUNTIME as "python3.12",
      Handler: "app.handler",
      Timeout: 20,
      Code: { ZipFile: zipOf(files) },
      ...settings,
    }),
  );
  return call(FunctionName, event, context);
}

async function call(FunctionName: string, event: unknown, context?: string): Promise<Outcome> {
  const reply = await lambda.client.send(
    new InvokeCommand({
      FunctionName,
      Payload: JSON.stringify(event),
      LogType: "Tail",
      ...(context === undefined ? {} : { ClientContext: Buffer.from(context).toString("base64") }),
    }),
  );
  return {
    error: reply.FunctionError,
    text: Buffer.from(reply.Payload ?? []).toString(),
    log: Buffer.from(reply.LogResult ?? "", "base64").toString(),
  };
}

const lines = (...text: readonly string[]): string => `${text.join("\n")}\n`;
/** A handler that gives one expression back. */
const giving = (expression: string, ...before: readonly string[]): Readonly<Record<string, string>> => ({
  "app.py": lines(...before, "def handler(event, context):", `    return ${expression}`),
});

describe.skipIf(RUNTIME === undefined)("The Python runtime (skipped without Python 3.9 or newer)", () => {
  test.each([
    ["a document with Python's separators", `{"a": [1, 2.5, True, None]}`, '{"a": [1, 2.5, true, null]}'],
    ["nothing", "None", "null"],
    ["text", '"ok"', '"ok"'],
    ["the event", "event", '{"n": 1}'],
    ["a tuple", "(1, 2)", "[1, 2]"],
    ["a named tuple, within a tuple", "(Point(1, [Point(2, 3)]),)", '[{"x": 1, "y": [{"x": 2, "y": 3}]}]'],
    ["a Decimal, with all its digits", '{"d": Decimal("1.10")}', '{"d": 1.10}'],
    ["bytes among others, and as a key", '{b"k": b"v"}', '{"k": "v"}'],
    ["bytes alone, as they are", 'b"raw"', "raw"],
    ["a number as a key", '{1: "a"}', '{"1": "a"}'],
    ["what is no JSON", '{"n": float("nan")}', '{"n": NaN}'],
  ])("gives back %s", async (_title, expression, expected) => {
    const files = giving(
      expression,
      "from collections import namedtuple",
      "from decimal import Decimal",
      "Point = namedtuple('Point', 'x y')",
    );
    expect(await invoke(files, { event: { n: 1 } })).toMatchObject({ error: undefined, text: expected });
  });

  test.each([
    ["python3.9", '"caf\\u00e9"'],
    ["python3.12", '"café"'],
  ] as const)("%s writes what is not ASCII as %s", async (Runtime, expected) => {
    const found = createPythonFinder({ environment: process.env })(Runtime);
    if ("missing" in found) return;
    expect(await invoke(giving('"café"'), { Runtime })).toMatchObject({ text: expected });
  });

  test.each([
    [
      "no dot",
      "handler",
      "Runtime.MalformedHandlerName",
      "Bad handler 'handler': not enough values to unpack (expected 2, got 1)",
    ],
    [
      "no module",
      "gone.handler",
      "Runtime.ImportModuleError",
      "Unable to import module 'gone': No module named 'gone'",
    ],
    [
      "a class between",
      "app.Class.method",
      "Runtime.ImportModuleError",
      "Unable to import module 'app.Class': No module named 'app.Class'; 'app' is not a package",
    ],
    [
      "a missing import",
      "needy.handler",
      "Runtime.ImportModuleError",
      "Unable to import module 'needy': No module named 'nothere'",
    ],
    ["no such function", "app.nope", "Runtime.HandlerNotFound", "Handler 'nope' missing on module 'app'"],
    [
      "a built-in module",
      "sys.exit",
      "Runtime.BuiltInModuleConflict",
      "Cannot use built-in module sys as a handler module",
    ],
    ["an error of the module", "failing.handler", "ValueError", "at import"],
  ])("a handler with %s fails at the start", async (_title, Handler, errorType, errorMessage) => {
    const files = {
      ...giving("1"),
      "needy.py": "import nothere\n",
      "failing.py": "raise ValueError('at import')\n",
    };
    const { error, text, log } = await invoke(files, { Handler });
    expect(error).toBe("Unhandled");
    const document = JSON.parse(text);
    expect(Object.keys(document)).toEqual(["errorMessage", "errorType", "requestId", "stackTrace"]);
    expect(document).toMatchObject({ errorMessage, errorType, requestId: "" });
    expect(document.stackTrace.join("")).not.toContain("_lambda_runtime");
    expect(log).toContain("LAMBDA_WARNING: Unhandled exception.");
    expect(log).toContain(`[ERROR] ${errorType}: ${errorMessage}\nTraceback (most recent call last):`);
  });

  test("a syntax error is told with its place", async () => {
    const { text } = await invoke({ "app.py": "def handler(event, context)\n    pass\n" });
    expect(JSON.parse(text)).toMatchObject({
      errorType: "Runtime.UserCodeSyntaxError",
      errorMessage: "Syntax error in module 'app': expected ':' (app.py, line 1)",
      stackTrace: [
        expect.stringMatching(/^ {2}File ".*\/app\.py" Line 1\n {4}def handler\(event, context\)\n$/),
      ],
    });
  });

  test("a handler that raises: type, text and trace, and the program serves on", async () => {
    const files = {
      "app.py": lines(
        "count = 0",
        "def handler(event, context):",
        "    global count",
        "    count += 1",
        "    if event.get('fail'):",
        "        raise KeyError('boom')",
        "    return count",
      ),
    };
    const { error, text, log } = await invoke(files, { event: { fail: true } });
    expect(error).toBe("Unhandled");
    const document = JSON.parse(text);
    expect(document).toMatchObject({ errorMessage: "'boom'", errorType: "KeyError" });
    expect(document.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(document.stackTrace).toEqual([
      expect.stringMatching(/^ {2}File ".*\/app\.py", line 6, in handler\n {4}raise KeyError\('boom'\)\n$/),
    ]);
    expect(log).toMatch(
      /\[ERROR\] KeyError: 'boom'\nTraceback \(most recent call last\):\n\u00a0\u00a0File ".*app\.py", line 6, in handler\n/,
    );
    expect(await call(`python-${made}`, {})).toMatchObject({ error: undefined, text: "2" });
  });

  test.each([
    ["{1, 2}", "Unable to marshal response: Object of type set is not JSON serializable"],
    ["circle", "Unable to marshal response: Circular reference detected"],
  ])("a result that is no JSON: %s", async (expression, errorMessage) => {
    const { text } = await invoke(giving(expression, "circle = []", "circle.append(circle)"));
    expect(JSON.parse(text)).toMatchObject({
      errorMessage,
      errorType: "Runtime.MarshalError",
      stackTrace: [],
    });
  });

  test.each([
    ["sys.exit(7)", "Runtime exited with error: exit status 7"],
    ["sys.exit(0)", "Runtime exited without providing a reason"],
    ["os._exit(9)", "Runtime exited with error: exit status 9"],
    ["exit(4)", "Runtime exited with error: exit status 4"],
    ["os.kill(os.getpid(), 2)", "Runtime exited with error: signal: interrupt"],
  ])("%s ends the program", async (expression, expected) => {
    const { text } = await invoke(giving(expression, "import os, sys"));
    expect(JSON.parse(text)).toMatchObject({
      errorType: "Runtime.ExitError",
      errorMessage: expect.stringContaining(expected),
    });
  });

  test.each([
    ["pkg.mod.handler", "pkg/mod.py"],
    ["pkg/mod.handler", "pkg/mod.py"],
    ["src/app.handler", "src/app.py"],
  ])("the handler %s is in %s", async (Handler, file) => {
    const { text } = await invoke({ [file]: giving('"here"')["app.py"] ?? "" }, { Handler });
    expect(text).toBe('"here"');
  });

  test("the context says what AWS's says", async () => {
    const files = giving(
      "{'shown': {name: getattr(context, name) for name in NAMES}, 'left': context.get_remaining_time_in_millis(), 'custom': context.client_context.custom, 'title': context.client_context.client.app_title, 'identity': context.identity.cognito_identity_id}",
      "NAMES = ['function_name', 'function_version', 'memory_limit_in_mb', 'invoked_function_arn', 'log_group_name', 'aws_request_id', 'tenant_id']",
    );
    const { text } = await invoke(files, {
      context: '{"custom": {"a": "b"}, "client": {"app_title": "t"}}',
      MemorySize: 256,
    });
    const name = `python-${made}`;
    const { shown, left, ...rest } = JSON.parse(text);
    expect(shown).toEqual({
      function_name: name,
      function_version: "$LATEST",
      memory_limit_in_mb: "256",
      invoked_function_arn: expect.stringMatching(new RegExp(`:function:${name}$`)),
      log_group_name: `/aws/lambda/${name}`,
      aws_request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      tenant_id: null,
    });
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(20_000);
    expect(rest).toEqual({ custom: { a: "b" }, title: "t", identity: null });
  });

  test("the root logger writes AWS's line, from WARNING on", async () => {
    const files = giving(
      "logging.getLogger().warning('seen %s', 1) or logging.info('hidden')",
      "import logging",
    );
    const { log } = await invoke(files);
    expect(log).toMatch(/\n\[WARNING\]\t\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\t[0-9a-f-]{36}\tseen 1\n/);
    expect(log).not.toContain("hidden");
  });

  test("with LogFormat JSON a record is one document, and print is not wrapped", async () => {
    const files = giving(
      "logging.getLogger('mine').info('hello', extra={'who': 'ada'}) or print('plain')",
      "import logging",
    );
    const { log } = await invoke(files, { LoggingConfig: { LogFormat: "JSON" } });
    const record = log.split("\n").find((line) => line.includes("hello")) ?? "";
    expect(JSON.parse(record)).toEqual({
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      level: "INFO",
      message: "hello",
      logger: "mine",
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      who: "ada",
    });
    expect(log).toContain("\nplain\n");
  });

  test("the SDK that is missing on this machine is named with the command that brings it", async () => {
    const { text, log } = await invoke({ "app.py": "import boto3\n" });
    expect(JSON.parse(text).errorMessage).toBe("Unable to import module 'app': No module named 'boto3'");
    expect(log).toMatch(
      /\nPortcullis: AWS's runtimes carry boto3, .*python3.* -m pip install --target .* boto3\n/,
    );
  });

  test("LAM-17 packages of this machine are not those of a function", async () => {
    const files = giving(
      "[sys.path[0], [p for p in sys.path if p.endswith(('site-packages', 'dist-packages'))], sys.flags.no_user_site]",
      "import sys",
    );
    const { text } = await invoke(files);
    const [first, machine, noUserSite] = JSON.parse(text);
    expect(first).toContain(`${lambda.stateDir}/functions/`);
    expect(machine).toEqual([]);
    expect(noUserSite).toBe(1);
  });

  test("LAM-11 LAM-15 nothing of the cloud's environment arrives, and nothing is written beside the code", async () => {
    process.env["SECRET_OF_THE_SHELL"] = "s";
    const files = {
      ...giving("[sorted(os.environ), os.listdir('.')]", "import os", "import other"),
      "other.py": "",
    };
    try {
      const [names, beside] = JSON.parse((await invoke(files)).text);
      expect(names).not.toContain("SECRET_OF_THE_SHELL");
      expect(names).toContain("AWS_SESSION_TOKEN");
      expect(beside.sort()).toEqual(["app.py", "other.py"]);
    } finally {
      delete process.env["SECRET_OF_THE_SHELL"];
    }
  });
});

test.skipIf(RUNTIME === undefined)(
  "a retired runtime runs where the start allows it, and not elsewhere",
  async () => {
    const lenient = await serveLambda({ allowRetiredRuntimes: true });
    const input = {
      FunctionName: "old",
      Role: ROLE_ARN,
      Runtime: "python3.8",
      Handler: "app.handler",
      Timeout: 20,
      Code: { ZipFile: zipOf(giving("'old'")) },
    } as const;
    try {
      await lenient.client.send(new CreateFunctionCommand(input));
      const reply = await lenient.client.send(new InvokeCommand({ FunctionName: "old" }));
      expect(Buffer.from(reply.Payload ?? []).toString()).toBe('"old"');
      await expect(lambda.client.send(new CreateFunctionCommand(input))).rejects.toThrow(
        "The runtime parameter of python3.8 is no longer supported",
      );
    } finally {
      await lenient.close();
    }
  },
);

test("a Python runtime without an interpreter fails by name, with what helps", async () => {
  const nowhere = await serveLambda({ python: "/nowhere/python3" });
  try {
    await nowhere.client.send(
      new CreateFunctionCommand({
        FunctionName: "lost",
        Role: ROLE_ARN,
        Runtime: "python3.12",
        Handler: "app.handler",
        Code: { ZipFile: zipOf(giving("1")) },
      }),
    );
    const reply = await nowhere.client.send(new InvokeCommand({ FunctionName: "lost" }));
    expect(JSON.parse(Buffer.from(reply.Payload ?? []).toString())).toEqual({
      errorType: "Runtime.InvalidEntrypoint",
      errorMessage: expect.stringMatching(
        /Error: --python \/nowhere\/python3 is no Python 3\.8 or newer that runs here$/,
      ),
    });
  } finally {
    await nowhere.close();
  }
});

test.skipIf(RUNTIME === undefined).each([
  ["1.30.1", ["http://127.0.0.1:4566", "http://a", "http://b", "http://127.0.0.1:4566"]],
  ["1.31.0", [null, "http://a", "http://b", null]],
  ["unknown", [null, "http://a", "http://b", null]],
])(
  "botocore %s, which a function brings, calls this cloud; what a function sets stands",
  async (version, endpoints) => {
    const { text } = await invoke({
      "botocore/__init__.py": `__version__ = "${version}"\n`,
      "botocore/session.py": lines(
        "class Session:",
        "    def create_client(self, name, region=None, api=None, ssl=True, verify=None, endpoint_url=None):",
        "        return endpoint_url",
      ),
      "app.py": lines(
        "from botocore.session import Session",
        "create = Session().create_client",
        "def handler(event, context):",
        "    return [create('s3'), create('s3', endpoint_url='http://a'),",
        "        create('s3', None, None, True, None, 'http://b'), create('s3', endpoint_url=None)]",
      ),
    });
    expect(JSON.parse(text)).toEqual(endpoints);
  },
);
