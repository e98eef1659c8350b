import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type InterpreterPlaces, toolEnvironment } from "./interpreter.ts";
import { createPythonFinder, minorOf } from "./python.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "portcullis-python-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A machine on which each of these files is the interpreter of a version; undefined: it does not run. */
function machine(files: Readonly<Record<string, string | undefined>>, chosen?: string) {
  for (const file of Object.keys(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), "");
  }
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
  return { find: createPythonFinder(places), asked };
}

describe("The interpreter of a Python runtime", () => {
  test.each<[string, Readonly<Record<string, string | undefined>>, string]>([
    ["is the one of its version on PATH", { "a/python3.13": "3.13", "b/python3.12": "3.12" }, "b/python3.12"],
    ["may bear no version in its name", { "a/python3": "3.12" }, "a/python3"],
    [
      "is that of a version manager before its stub",
      { "a/python3.12": undefined, "home/.pyenv/versions/3.12.1/bin/python3": "3.12" },
      "home/.pyenv/versions/3.12.1/bin/python3",
    ],
    [
      "is the newest patch",
      {
        "home/.pyenv/versions/3.12.9/bin/python3": "3.12",
        "home/.pyenv/versions/3.12.10/bin/python3": "3.12",
      },
      "home/.pyenv/versions/3.12.10/bin/python3",
    ],
    [
      "may be one of uv",
      { "home/.local/share/uv/python/cpython-3.12.4-linux/bin/python3": "3.12" },
      "home/.local/share/uv/python/cpython-3.12.4-linux/bin/python3",
    ],
    [
      "is passed over when it does not run",
      { "a/python3.12": undefined, "b/python3.12": "3.12" },
      "b/python3.12",
    ],
  ])("%s", (_title, files, expected) => {
    expect(machine(files).find("python3.12")).toEqual({
      interpreter: { path: join(root, expected), version: "3.12" },
      warning: undefined,
    });
  });

  test("where it is missing the nearest newer one is taken, with a warning", () => {
    const { find } = machine({ "a/python3.9": "3.9", "a/python3.14": "3.14", "a/python3.13": "3.13" });
    expect(find("python3.12")).toEqual({
      interpreter: { path: join(root, "a/python3.13"), version: "3.13" },
      warning: `python3.12 runs on Python 3.13 (${root}/a/python3.13); install Python 3.12 to have what AWS has`,
    });
  });

  test("an older one is none: it is missing by name, with what helps, until it is there", () => {
    const { find } = machine({ "a/python3.9": "3.9", "a/python3": "3.9" });
    expect(find("python3.12")).toEqual({
      missing:
        "python3.12 needs Python 3.12 or newer, which is neither on PATH nor in pyenv: install it (pyenv install 3.12, uv python install 3.12), or name one with --python <path>",
    });
    const files = { "b/python3.12": "3.12" };
    const later = machine(files);
    rmSync(join(root, "b/python3.12"));
    expect(later.find("python3.12")).toHaveProperty("missing");
    writeFileSync(join(root, "b/python3.12"), "");
    expect(later.find("python3.12")).toHaveProperty("interpreter");
  });

  test("the one that a person names is taken whatever its version is, with a warning", () => {
    const { find } = machine({ "mine/python": "3.11", "a/python3.12": "3.12" }, "mine/python");
    expect(find("python3.12")).toMatchObject({
      interpreter: { path: join(root, "mine/python"), version: "3.11" },
      warning: expect.stringContaining("runs on Python 3.11"),
    });
  });

  test.each([["3.7"], [undefined]])("a person's own that is Python %s is refused", (version) => {
    const { find } = machine({ "mine/python": version }, "mine/python");
    expect(find("python3.12")).toEqual({
      missing: `--python ${root}/mine/python is no Python 3.8 or newer that runs here`,
    });
  });

  test("it is asked once", () => {
    const { find, asked } = machine({ "a/python3.12": "3.12" });
    find("python3.12");
    find("python3.12");
    expect(asked).toEqual([join(root, "a/python3.12")]);
  });
});

test.each([
  ["python3.12", 12],
  ["3.9", 9],
  ["python2.7", Number.NaN],
  ["nodejs22.x", Number.NaN],
])("the minor version of %s is %s", (name, expected) => {
  expect(minorOf(name)).toBe(expected);
});

test("LAM-16 tools of the machine get no keys", () => {
  const environment = {
    PATH: "/bin",
    AWS_SECRET_ACCESS_KEY: "s",
    PORTCULLIS_PORT: "1",
    npm_x: "1",
    NONE: undefined,
  };
  expect(toolEnvironment(environment)).toEqual({ PATH: "/bin" });
});
