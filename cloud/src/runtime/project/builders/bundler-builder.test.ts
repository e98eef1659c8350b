import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { buildFunctions } from "../build-functions.ts";
import { toolsIn } from "../testing/build-tools.ts";

let folder = "";
const before = { ...process.env };

/** A Ruby whose bundler says how it was called, and makes what the real one makes. */
const RUBY = `#!${process.execPath}
const fs = require("node:fs");
const [flag, program, ...args] = process.argv.slice(2);
const { AWS_SECRET_ACCESS_KEY: key = "none", BUNDLE_GEMFILE: other = "none" } = process.env;
fs.appendFileSync(process.env.CALLS, JSON.stringify({ call: [flag, program, ...args].join(" "), key, other }) + "\\n");
const gemfile = fs.readFileSync("Gemfile", "utf8");
if (gemfile.includes("no bundler")) { console.error("ruby: No such file or directory -- bundle (LoadError)"); process.exit(1); }
if (args[0] === "config") {
  fs.mkdirSync(".bundle", { recursive: true });
  fs.appendFileSync(".bundle/config", args.slice(3).join(": ") + "\\n");
} else {
  if (gemfile.includes("gone")) { console.log("Could not find gem 'gone'"); process.exit(7); }
  fs.mkdirSync("vendor/bundle/ruby/3.3.0/gems", { recursive: true });
  fs.writeFileSync("vendor/bundle/ruby/3.3.0/gems/one.rb", gemfile);
  fs.writeFileSync("Gemfile.lock", "locked");
}
`;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-bundler-"));
  write("bin/ruby", RUBY);
  write("fn/app.rb", "one");
  process.env["CALLS"] = join(folder, "calls");
  process.env["AWS_SECRET_ACCESS_KEY"] = "secret";
  process.env["BUNDLE_GEMFILE"] = "/another/Gemfile";
});
afterEach(() => {
  process.env = { ...before };
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, content: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content, { mode: 0o755 });
}

const tools = () => {
  const interpreter = { path: join(folder, "bin", "ruby"), version: "3.3" };
  return toolsIn(folder, { findInterpreter: () => ({ interpreter, warning: undefined }) });
};

const FUNCTION = { Type: "AWS::Serverless::Function", Properties: { CodeUri: "fn", Runtime: "ruby3.3" } };
const LAYER = {
  Type: "AWS::Serverless::LayerVersion",
  Metadata: { BuildMethod: "ruby3.3" },
  Properties: { ContentUri: "fn" },
};

async function packaged(known: ReturnType<typeof toolsIn> = tools(), resource: object = FUNCTION) {
  const { artifacts } = await buildFunctions({
    template: { Resources: { Fn: resource } } as never,
    projectFolder: folder,
    isBuilt: false,
    buildFolder: join(folder, "built"),
    artifactBucket: "artifacts",
    tools: known,
  });
  const files = Object.entries(unzipSync(artifacts[0]?.zip ?? Buffer.alloc(0)));
  return Object.fromEntries(files.map(([name, bytes]) => [name, Buffer.from(bytes).toString()]));
}

const calls = () =>
  readFileSync(join(folder, "calls"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

const STEP = "Fn: installing the gems of its Gemfile with bundler";
const GEM = 'source "https://rubygems.org"\ngem "one"\n';

describe("Ruby functions", () => {
  test.each([
    ["no Gemfile", undefined],
    ["one that names no gem", '# none\nsource "https://rubygems.org"\nruby "3.3.0"\n'],
  ])("with %s are taken as they are, without what is no code", async (_title, gemfile) => {
    if (gemfile !== undefined) write("fn/Gemfile", gemfile);
    write("fn/.git/HEAD", "main");
    const known = tools();
    expect(Object.keys(await packaged(known)).sort()).toEqual([
      ...(gemfile === undefined ? [] : ["Gemfile"]),
      "app.rb",
    ]);
    expect([known.steps, existsSync(join(folder, "calls"))]).toEqual([[], false]);
  });

  test("have the gems of their Gemfile in vendor/bundle, those for development and test left out", async () => {
    write("fn/Gemfile", GEM);
    expect(await packaged()).toEqual({
      "app.rb": "one",
      Gemfile: GEM,
      "Gemfile.lock": "locked",
      ".bundle/config": "without: development:test\npath: vendor/bundle\ndeployment: true\n",
      "vendor/bundle/ruby/3.3.0/gems/one.rb": GEM,
    });
    expect(calls().map(({ call }) => call)).toContain("-S bundle install");
    expect(existsSync(join(folder, "fn", "vendor"))).toBe(false);
  });

  test("are installed once for the same files", async () => {
    write("fn/Gemfile", GEM);
    const steps = async () => {
      const known = tools();
      await packaged(known);
      return known.steps;
    };
    expect(await steps()).toEqual([STEP]);
    write("fn/app.rb", "two");
    expect(await steps()).toEqual([]);
    write("fn/Gemfile.lock", "another");
    expect(await steps()).toEqual([STEP]);
  });

  test.each(['gem "one", path: "one"', "gemspec", "eval_gemfile 'x'", 'gem "one", ENV["V"]'])(
    "a Gemfile with %s is not taken from the cache: other things may have changed beneath it",
    async (line) => {
      write("fn/Gemfile", `${line}\n`);
      await packaged();
      const again = tools();
      expect(await packaged(again)).toHaveProperty(["vendor/bundle/ruby/3.3.0/gems/one.rb"]);
      expect(again.steps).toEqual([STEP]);
    },
  );

  test("layers are built where sam build puts them", async () => {
    expect(await packaged(tools(), LAYER)).toEqual({ "ruby/lib/app.rb": "one" });
  });

  test("LAM-16 bundler gets no keys, and no bundle of another project", async () => {
    write("fn/Gemfile", GEM);
    await packaged();
    for (const call of calls()) expect(call).toMatchObject({ key: "none", other: "none" });
  });

  test.each([
    [
      "gem 'gone'",
      /^Fn could not be built: bundler could not install the gems of its Gemfile\.\nCould not find gem 'gone'$/,
    ],
    [
      "# no bundler\ngem 'one'",
      /^Fn could not be built: bundler is not installed for Ruby 3\.3: \S+\/bin\/ruby -S gem install bundler, /,
    ],
  ])(
    "what bundler cannot do fails the deployment with what helps, and nothing of it is kept",
    async (text, words) => {
      write("fn/Gemfile", text);
      await expect(packaged()).rejects.toThrow(words);
      await expect(packaged()).rejects.toThrow(words);
    },
  );

  test("without an interpreter the build says what helps", async () => {
    write("fn/Gemfile", GEM);
    const known = toolsIn(folder, { findInterpreter: () => ({ missing: "ruby3.3 needs Ruby" }) });
    await expect(packaged(known)).rejects.toThrow("Fn could not be built: ruby3.3 needs Ruby.");
  });
});
