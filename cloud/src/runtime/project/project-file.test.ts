import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { UserError } from "../../core/errors.ts";
import { readProjectFile } from "./project-file.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-project-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function read(content: unknown) {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  writeFileSync(join(folder, "portcullis.json"), text);
  return readProjectFile(folder);
}

describe("readProjectFile", () => {
  test("no file, and an empty one, want nothing", () => {
    expect(readProjectFile(folder)).toEqual({ peopleFile: undefined, app: undefined });
    expect(read({})).toEqual({ peopleFile: undefined, app: undefined });
  });

  test("an app by its folder alone", () => {
    expect(read({ app: { folder: "web" } }).app).toEqual({
      name: "web",
      folder: join(folder, "web"),
      build: "build",
      output: join(folder, "web/dist"),
      configFile: undefined,
      ignore: [],
      parameters: {},
    });
  });

  test("an app with everything", () => {
    const app = {
      folder: "./web",
      build: "build:web",
      output: "out/site",
      config: "src/config.json",
      ignore: ["ios"],
      parameters: { Origin: "${appUrl}" },
    };
    expect(read({ people: "people.json", app })).toMatchObject({
      peopleFile: join(folder, "people.json"),
      app: {
        build: "build:web",
        output: join(folder, "web/out/site"),
        configFile: join(folder, "web/src/config.json"),
        ignore: ["ios"],
        parameters: { Origin: "${appUrl}" },
      },
    });
  });

  test.each<[unknown, string]>([
    ["{", "is not valid JSON"],
    ["[]", "must hold an object"],
    [{ peple: "x" }, 'unknown member "peple"'],
    [{ people: 1 }, '"people" must be'],
    [{ app: "web" }, '"app" must be an object'],
    [{ app: null }, '"app" must be an object'],
    [{ app: {} }, '"app.folder" must be a text'],
    [{ app: { folder: "" } }, '"app.folder" must be a text'],
    [{ app: { folder: "web", biuld: "x" } }, 'unknown member "biuld"'],
    [{ app: { folder: "web", build: "--version" } }, '"app.build" must be the name of an npm script'],
    [{ app: { folder: "web", build: "a; rm -rf x" } }, '"app.build" must be the name of an npm script'],
    [{ app: { folder: "web", output: "../stacks" } }, '"app.output" must be a path inside'],
    [{ app: { folder: "web", output: "." } }, '"app.output" must be a path inside'],
    [{ app: { folder: "web", output: "/tmp" } }, '"app.output" must be a path inside'],
    [{ app: { folder: "web", config: "../x.json" } }, '"app.config" must be a path inside'],
    [{ app: { folder: "web", ignore: "ios" } }, '"app.ignore" must be a list'],
    [{ app: { folder: "web", parameters: { A: 1 } } }, '"A" must be a text'],
  ])("%j is refused: %s", (content, message) => {
    expect(() => read(content)).toThrow(UserError);
    expect(() => read(content)).toThrow(message);
  });
});
