import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  InvokeCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRubyFinder } from "../interpreters/ruby.ts";
import { publish } from "../testing/layers.ts";
import { ROLE_ARN, serveLambda, type TestLambda, zipOf } from "../testing/service.ts";

/** Whatever this machine has: what is asked here is the same in all versions. */
const ruby = createRubyFinder({ chosen: "ruby", environment: process.env })("ruby3.4");

let lambda: TestLambda;
beforeAll(async () => {
  lambda = await serveLambda({ ruby: "ruby" });
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
  const FunctionName = `ruby-${made}`;
  await lambda.client.send(
    new CreateFunctionCommand({
      FunctionName,
      Role: ROLE_ARN,
      Runtime: "ruby3.4",
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
const handler = (...body: readonly string[]): string =>
  lines("def handler(event:, context:)", ...body.map((line) => `  ${line}`), "end");

/** Answers `event["do"]` as Ruby reads it: one function for many questions. */
const ASKED = {
  "app.rb": lines("require 'bigdecimal'", "Point = Struct.new(:x)") + handler("eval(event['do'])"),
};
let asked = "";
async function ask(code: string, context?: string): Promise<Outcome> {
  if (asked !== "") return call(asked, { do: code }, context);
  const outcome = await invoke(ASKED, { event: { do: code }, ...(context === undefined ? {} : { context }) });
  asked = `ruby-${made}`;
  return outcome;
}

describe.skipIf("missing" in ruby)("The Ruby runtime (skipped without Ruby 3.0 or newer)", () => {
  test.each([
    ["a document without blanks", "{ a: [1, 2.5, true, nil], 'é' => :s }", '{"a":[1,2.5,true,null],"é":"s"}'],
    ["nothing", "nil", "null"],
    ["text", "'ok'", '"ok"'],
    ["the event, with keys of text", "event.keys", '["do"]'],
    ["any object, as its text", "Point.new(1)", '"#<struct Point x=1>"'],
    ["what can be read, as it is", "StringIO.new('raw')", "raw"],
    ["what is loaded without asking", "[Logger, Net::HTTP, StringIO, Time].size", "4"],
    ["the object that methods of a file are called on", "self.class.name", '"LambdaHandler"'],
  ])("gives back %s", async (_title, code, expected) => {
    expect(await ask(code)).toMatchObject({ error: undefined, text: expected });
  });

  test.each([
    [
      "a method of a class",
      "app.Shop.open",
      { "app.rb": "class Shop\n  def self.open(event:, context:) = 'open'\nend\n" },
    ],
    [
      "a method of a class in a module",
      "src/app.Town::Shop.open",
      { "src/app.rb": "module Town\n  class Shop\n    def self.open(event:, **) = 'open'\n  end\nend\n" },
    ],
    [
      "files beside it",
      "app.handler",
      { "app.rb": `require 'lib/word'\n${handler("WORD")}`, "lib/word.rb": "WORD = 'open'\n" },
    ],
  ])("a handler may be, or use, %s", async (_title, Handler, files) => {
    expect(await invoke(files, { Handler })).toMatchObject({ error: undefined, text: '"open"' });
  });

  test.each([
    [
      "no dot",
      "handler",
      "Init<ArgumentError>",
      /^Invalid handler \["handler"\], must be of form FILENAME\.METHOD or /,
    ],
    [
      "too many dots",
      "a.b.c.d",
      "Init<ArgumentError>",
      /^Invalid handler \["a", "b", "c", "d"\], must be of form /,
    ],
    ["no file", "gone.handler", "Init<LoadError>", /^cannot load such file -- gone$/],
    ["a missing gem", "needy.handler", "Init<LoadError>", /^cannot load such file -- nothere$/],
    ["an error of the file", "failing.handler", "Init<RuntimeError>", /^at load$/],
    ["no Ruby in the file", "broken.handler", "Init<SyntaxError>", /broken\.rb:1: /],
    ["a file that ends the program", "ending.handler", "Init<SystemExit>", /^exit$/],
  ])("a handler with %s fails at the start", async (_title, Handler, errorType, errorMessage) => {
    const files = {
      "needy.rb": "require 'nothere'\n",
      "failing.rb": "raise 'at load'\n",
      "broken.rb": "def handler(\n",
      "ending.rb": "exit 3\n",
    };
    const { error, text, log } = await invoke(files, { Handler });
    expect(error).toBe("Unhandled");
    const document = JSON.parse(text);
    expect(Object.keys(document)).toEqual(["errorMessage", "errorType", "stackTrace"]);
    expect(document).toMatchObject({ errorMessage: expect.stringMatching(errorMessage), errorType });
    expect(document.stackTrace.join("\n")).not.toContain("lambda_runtime");
    expect(log).toContain(`Init error when loading handler \n{\n  "errorMessage": `);
  });

  test("a handler that raises: type, text and trace, and the program serves on", async () => {
    const files = {
      "app.rb":
        lines("$count = 0") + handler("$count += 1", "raise IOError, 'boom' if event['fail']", "$count"),
    };
    const { error, text, log } = await invoke(files, { event: { fail: true } });
    expect(error).toBe("Unhandled");
    const document = JSON.parse(text);
    expect(document).toMatchObject({ errorMessage: "boom", errorType: "Function<IOError>" });
    expect(document.stackTrace).toEqual([expect.stringMatching(/\/app\.rb:4:in [`'](?:Object#)?handler'$/)]);
    expect(log).toContain(
      'Error raised from handler method\n{\n  "errorMessage": "boom",\n  "errorType": "Function<IOError>",',
    );
    expect(await call(`ruby-${made}`, {})).toMatchObject({ error: undefined, text: "2" });
  });

  test.each([
    ["a result that is no JSON", "Float::NAN", "Function<JSON::GeneratorError>", /NaN/],
    [
      "a list that holds itself",
      "list = []; list << list",
      "Function<JSON::NestingError>",
      /nesting of 10[01] is too deep/,
    ],
    [
      "an error of the person's own",
      "Class.new(StandardError) { def self.to_s = 'Odd' }.then { |c| raise c, 'x' }",
      "Function<Odd>",
      /^x$/,
    ],
  ])("%s is an error after which it serves on", async (_title, code, errorType, message) => {
    const before = JSON.parse((await ask("Process.pid")).text);
    const { text } = await ask(code);
    expect(JSON.parse(text)).toMatchObject({ errorType, errorMessage: expect.stringMatching(message) });
    expect((await ask("Process.pid")).text).toBe(String(before));
  });

  test.each([
    [
      "a method that is missing",
      "nil.nope",
      "Function<NoMethodError>",
      /^undefined method [`']nope' for nil/,
    ],
    ["a constant that is missing", "Nope", "Function<NameError>", /^uninitialized constant .*Nope/],
    [
      "a file that is missing",
      "require 'nothere'",
      "Function<LoadError>",
      /^cannot load such file -- nothere$/,
    ],
    ["exit", "exit(7)", "Function<SystemExit>", /^exit$/],
    ["abort", "abort('over')", "Function<SystemExit>", /^over$/],
    ["endless depth", "def deep = deep + 1; deep", "Function<SystemStackError>", /^stack level too deep$/],
    [
      "an answer that cannot be read",
      "StringIO.new.tap(&:close_read)",
      "Runtime<IOError>",
      /^not opened for reading$/,
    ],
  ])("%s is an error that ends the program", async (_title, code, errorType, message) => {
    const before = JSON.parse((await ask("Process.pid")).text);
    const { text, log } = await ask(code);
    expect(JSON.parse(text)).toMatchObject({ errorType, errorMessage: expect.stringMatching(message) });
    expect(log).toContain("Critical exception from handler\n");
    expect((await ask("Process.pid")).text).not.toBe(String(before));
  });

  test.each([
    ["exit!(7)", "Runtime exited with error: exit status 7"],
    ["exit!(0)", "Runtime exited without providing a reason"],
    ["Process.kill(:KILL, Process.pid)", "Runtime exited with error: signal: killed"],
  ])("%s ends the program without a word", async (code, expected) => {
    expect(JSON.parse((await ask(code)).text)).toMatchObject({
      errorType: "Runtime.ExitError",
      errorMessage: expect.stringContaining(expected),
    });
  });

  test("arguments are given by name: a handler that takes them by place is refused by Ruby", async () => {
    const { text } = await invoke({ "app.rb": "def handler(event, context)\nend\n" });
    expect(JSON.parse(text)).toMatchObject({
      errorType: "Function<ArgumentError>",
      errorMessage: "wrong number of arguments (given 1, expected 2)",
    });
  });

  test("a method that the file lacks is missing when it is called, not before", async () => {
    const { text, log } = await invoke({ "app.rb": "" }, { Handler: "app.nope" });
    expect(JSON.parse(text)).toMatchObject({
      errorType: "Function<NoMethodError>",
      errorMessage: expect.stringMatching(/^undefined method [`']nope' for .*LambdaHandler/),
    });
    expect(log).toContain("Critical exception from handler\n");
  });

  test("the context says what AWS's says", async () => {
    const names =
      "function_name function_version memory_limit_in_mb invoked_function_arn log_group_name aws_request_id tenant_id identity client_context";
    const code = `[%w[${names}].to_h { |n| [n, context.public_send(n)] }, context.get_remaining_time_in_millis, context.deadline_ms - (Time.now.to_f * 1000).to_i]`;
    const { text } = await ask(code, '{"custom": {"a": "é"}}');
    const [shown, left, untilDeadline] = JSON.parse(text);
    expect(shown).toEqual({
      function_name: asked,
      function_version: "$LATEST",
      memory_limit_in_mb: "128",
      invoked_function_arn: expect.stringMatching(new RegExp(`:function:${asked}$`)),
      log_group_name: `/aws/lambda/${asked}`,
      aws_request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      tenant_id: null,
      identity: null,
      client_context: { custom: { a: "é" } },
    });
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(20_000);
    expect(Math.abs(left - untilDeadline)).toBeLessThan(1000);
  });

  test("puts and loggers write to the log, loggers with the invocation's id", async () => {
    const code =
      "puts ['plain', 'two']; log = Logger.new($stdout); log.info('seen'); log.close; Logger.new($stderr, progname: 'mine').warn { 'careful' }";
    const { log } = await ask(code);
    const time = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6} #\d+`;
    expect(log).toContain("\nplain\ntwo\n");
    expect(log).toMatch(new RegExp(String.raw`\nI, \[${time}\]  INFO [0-9a-f-]{36} -- : seen\n`));
    expect(log).toMatch(new RegExp(String.raw`\nW, \[${time}\]  WARN [0-9a-f-]{36} -- mine: careful\n`));
  });

  test("both methods of AwsLambda::Marshaller may be replaced", async () => {
    const files = {
      "app.rb":
        lines(
          "class AwsLambda::Marshaller",
          "  def self.marshall_request(raw) = [raw['Lambda-Runtime-Aws-Request-Id'].size, raw.body]",
          "  def self.marshall_response(result) = [StringIO.new(result.inspect), 'application/unknown']",
          "end",
        ) + handler("event"),
    };
    expect(await invoke(files, { event: { n: 1 } })).toMatchObject({ text: String.raw`[36, "{\"n\":1}"]` });
  });

  test("the response address of a custom resource is reached without TLS, no other one is", async () => {
    const event = {
      ResponseURL: "http://127.0.0.1:1/x",
      do: "[1, 2].map { |port| http = Net::HTTP.new('127.0.0.1', port); http.use_ssl = true; http.use_ssl? }",
    };
    expect(await invoke(ASKED, { event })).toMatchObject({ text: "[false,true]" });
  });

  test("layers bring files and gems, those of the package come first", async () => {
    const gem = (root: string, name: string, word: string) => ({
      [`${root}/gems/${name}-1.0/lib/${name}.rb`]: `${name.toUpperCase()} = '${word}'\n`,
      [`${root}/specifications/${name}-1.0.gemspec`]: `Gem::Specification.new { |s| s.name = '${name}'; s.version = '1.0'; s.summary = 'x'; s.authors = ['x'] }\n`,
    });
    const Layers = [
      await publish(lambda, "gems", {
        "ruby/lib/common.rb": "COMMON = 'layer'\n",
        "ruby/lib/own.rb": "OWN = 'layer'\n",
        ...gem("ruby/gems/3.4.0", "amber", "layer"),
        ...gem("ruby/gems/3.4.0", "beryl", "layer"),
        ...gem("ruby/gems/3.3.0", "older", "layer"),
      }),
    ];
    const files = {
      "app.rb":
        lines("%w[common own amber beryl].each { |name| require name }") +
        handler("[COMMON, OWN, AMBER, BERYL]"),
      "older.rb": "require 'amber'\nrequire 'older/part'\n",
      "own.rb": "OWN = 'package'\n",
      ...gem("vendor/bundle/ruby/3.4.0", "beryl", "package"),
    };
    expect(await invoke(files, { Layers })).toMatchObject({ text: '["layer","package","layer","package"]' });
    expect(JSON.parse((await invoke(files)).text)).toMatchObject({ errorType: "Init<LoadError>" });
    expect(JSON.parse((await invoke(files, { Layers, Handler: "older.handler" })).text)).toMatchObject({
      errorType: "Init<LoadError>",
      errorMessage: "cannot load such file -- older/part",
    });
  });

  test("the SDK that is missing on this machine is named with the command that brings it", async () => {
    const { text, log } = await invoke({ "app.rb": "require 'aws-sdk-s3'\n" });
    expect(JSON.parse(text).errorMessage).toBe("cannot load such file -- aws-sdk-s3");
    expect(log).toMatch(
      /\nPortcullis: AWS's runtimes carry aws-sdk-s3, this machine does not yet: .*ruby\S* -S gem install --no-document --install-dir \S+ aws-sdk-s3\n/,
    );
  });

  test("LAM-17 gems and libraries of this machine are not those of a function", async () => {
    const code =
      "[$LOAD_PATH.first, $LOAD_PATH.grep(/site_ruby/), Gem.path - ENV['GEM_PATH'].split(':'), Gem.path.size, ENV['BUNDLE_USER_HOME'].start_with?(ENV['TMPDIR'])]";
    const [first, machine, further, known, isScratch] = JSON.parse((await ask(code)).text);
    expect(first).toContain(`${lambda.stateDir}/functions/`);
    expect([machine, further, isScratch]).toEqual([[], [], true]);
    expect(known).toBeGreaterThan(0);
  });

  test("LAM-11 LAM-15 nothing of the cloud's environment arrives, and nothing is written beside the code", async () => {
    process.env["SECRET_OF_THE_SHELL"] = "s";
    try {
      const [names, beside] = JSON.parse(
        (await invoke({ "app.rb": handler("[ENV.keys, Dir.children('.')]") })).text,
      );
      expect(names).not.toContain("SECRET_OF_THE_SHELL");
      expect(names).toContain("AWS_SESSION_TOKEN");
      expect(beside).toEqual(["app.rb"]);
    } finally {
      delete process.env["SECRET_OF_THE_SHELL"];
    }
  });
});

test("a Ruby runtime without an interpreter fails by name, with what helps", async () => {
  const nowhere = await serveLambda({ ruby: "/nowhere/ruby" });
  try {
    await nowhere.client.send(
      new CreateFunctionCommand({
        FunctionName: "lost",
        Role: ROLE_ARN,
        Runtime: "ruby3.4",
        Handler: "app.handler",
        Code: { ZipFile: zipOf({ "app.rb": "" }) },
      }),
    );
    const reply = await nowhere.client.send(new InvokeCommand({ FunctionName: "lost" }));
    expect(JSON.parse(Buffer.from(reply.Payload ?? []).toString())).toEqual({
      errorType: "Runtime.InvalidEntrypoint",
      errorMessage: expect.stringMatching(
        /Error: --ruby \/nowhere\/ruby is no Ruby 3\.0 or newer that runs here$/,
      ),
    });
  } finally {
    await nowhere.close();
  }
});
