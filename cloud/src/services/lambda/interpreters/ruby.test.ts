import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { InterpreterPlaces } from "./interpreter.ts";
import { createRubyFinder, rubyVersionOf } from "./ruby.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "portcullis-ruby-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (name: string, text = ""): void => {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
};

/** A machine on which each of these files is the interpreter of a version; undefined: it does not run. */
function machine(files: Readonly<Record<string, string | undefined>>, chosen?: string) {
  for (const file of Object.keys(files)) write(file);
  const asked: string[] = [];
  const places: InterpreterPlaces = {
    chosen: chosen === undefined ? undefined : join(root, chosen),
    environment: { PATH: `${root}/a:${root}/b`, HOME: `${root}/home` },
    ask: (file) => {
      asked.push(file);
      const version = files[file.slice(root.length + 1)];
      return version === undefined ? undefined : { path: file, version };
    },
  };
  return { find: createRubyFinder(places), asked };
}

describe("The interpreter of a Ruby runtime", () => {
  test.each<[string, Readonly<Record<string, string | undefined>>, string]>([
    ["is the one of its version on PATH", { "a/ruby": "3.4", "b/ruby": "3.3" }, "b/ruby"],
    ["may bear the version in its name", { "a/ruby": "3.4", "a/ruby3.3": "3.3" }, "a/ruby3.3"],
    [
      "is that of a version manager before its stub",
      { "a/ruby": undefined, "home/.rbenv/versions/3.3.1/bin/ruby": "3.3" },
      "home/.rbenv/versions/3.3.1/bin/ruby",
    ],
    [
      "is the newest patch",
      { "home/.rbenv/versions/3.3.9/bin/ruby": "3.3", "home/.rbenv/versions/3.3.10/bin/ruby": "3.3" },
      "home/.rbenv/versions/3.3.10/bin/ruby",
    ],
    [
      "may be one of asdf",
      { "home/.asdf/installs/ruby/3.3.4/bin/ruby": "3.3" },
      "home/.asdf/installs/ruby/3.3.4/bin/ruby",
    ],
    [
      "may be one of mise",
      { "home/.local/share/mise/installs/ruby/3.3.4/bin/ruby": "3.3" },
      "home/.local/share/mise/installs/ruby/3.3.4/bin/ruby",
    ],
    [
      "may be one of RVM",
      { "home/.rvm/rubies/ruby-3.3.4/bin/ruby": "3.3" },
      "home/.rvm/rubies/ruby-3.3.4/bin/ruby",
    ],
    ["is passed over when it does not run", { "a/ruby": undefined, "b/ruby": "3.3" }, "b/ruby"],
  ])("%s", (_title, files, expected) => {
    expect(machine(files).find("ruby3.3")).toEqual({
      interpreter: { path: join(root, expected), version: "3.3" },
      warning: undefined,
    });
  });

  test("where it is missing the nearest newer one is taken, with a warning", () => {
    const { find } = machine({ "a/ruby3.1": "3.1", "a/ruby": "4.0", "b/ruby": "3.4" });
    expect(find("ruby3.3")).toEqual({
      interpreter: { path: join(root, "b/ruby"), version: "3.4" },
      warning: `ruby3.3 runs on Ruby 3.4 (${root}/b/ruby); install Ruby 3.3 to have what AWS has`,
    });
  });

  test("an older one is none: it is missing by name, with what helps, until it is there", () => {
    const files: Record<string, string> = { "a/ruby": "3.1" };
    const { find } = machine(files);
    expect(find("ruby3.3")).toEqual({
      missing:
        "ruby3.3 needs Ruby 3.3 or newer, which is neither on PATH nor in rbenv, asdf, mise or RVM: install it (rbenv install 3.3, mise use ruby@3.3, brew install ruby@3.3), or name one with --ruby <path>",
    });
    files["b/ruby"] = "3.3";
    write("b/ruby");
    expect(find("ruby3.3")).toHaveProperty("interpreter");
  });

  test("a retired runtime runs on what the bootstrap needs, at least", () => {
    expect(machine({ "a/ruby": "2.7", "b/ruby": "3.1" }).find("ruby2.7")).toMatchObject({
      interpreter: { version: "3.1" },
      warning: expect.stringContaining("ruby2.7 runs on Ruby 3.1"),
    });
    rmSync(join(root, "b"), { recursive: true });
    expect(machine({ "a/ruby": "2.7" }).find("ruby2.7")).toHaveProperty("missing");
  });

  test("the one that a person names is taken whatever its version is, with a warning", () => {
    const { find } = machine({ "mine/ruby": "3.1", "a/ruby": "3.3" }, "mine/ruby");
    expect(find("ruby3.3")).toMatchObject({
      interpreter: { path: join(root, "mine/ruby"), version: "3.1" },
      warning: expect.stringContaining("runs on Ruby 3.1"),
    });
  });

  test.each([["2.7"], [undefined]])("a person's own that is Ruby %s is refused", (version) => {
    const { find } = machine({ "mine/ruby": version }, "mine/ruby");
    expect(find("ruby3.3")).toEqual({
      missing: `--ruby ${root}/mine/ruby is no Ruby 3.0 or newer that runs here`,
    });
  });

  test("it is asked once", () => {
    const { find, asked } = machine({ "a/ruby": "3.3" });
    find("ruby3.3");
    find("ruby3.4");
    expect(asked.filter((file) => file === join(root, "a/ruby"))).toHaveLength(1);
  });

  test.each([
    ["ruby", { path: "/r/bin/ruby", version: "3.3" }],
    ["jruby", undefined],
  ])("LAM-16 a program that says it is %s is asked without keys", (engine, expected) => {
    write(
      "mine/ruby",
      `#!/bin/sh\n[ -z "$AWS_SECRET_ACCESS_KEY" ] && printf '${engine}\\n3.3.7\\n/r/bin/ruby\\n'\n`,
    );
    chmodSync(join(root, "mine/ruby"), 0o755);
    const environment = { PATH: process.env["PATH"], AWS_SECRET_ACCESS_KEY: "s" };
    const choice = createRubyFinder({ chosen: join(root, "mine/ruby"), environment })("ruby3.3");
    expect("interpreter" in choice ? choice.interpreter : undefined).toEqual(expected);
  });
});

test.each([
  ["ruby3.3", "3.3"],
  ["ruby4.0", "4.0"],
  ["python3.9", ""],
])("the version of %s is %j", (name, expected) => {
  expect(rubyVersionOf(name)).toBe(expected);
});
