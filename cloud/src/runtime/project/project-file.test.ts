import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
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
    const nothing = { peopleFile: undefined, commandsFile: undefined, app: undefined, hints: {}, chosen: {} };
    expect(readProjectFile(folder)).toMatchObject(nothing);
    expect(read({})).toMatchObject({ ...nothing, name: basename(folder) });
  });

  test("a name, commands, hints, and which of several is meant", () => {
    const hints = { MQTT: "npx portcullis orders watch" };
    expect(
      read({ name: "the shop", commands: "tools/commands.ts", hints, pool: "auth/People", api: "shop/Api" }),
    ).toMatchObject({
      name: "the shop",
      commandsFile: join(folder, "tools/commands.ts"),
      hints,
      chosen: { pool: "auth/People", api: "shop/Api" },
    });
  });

  test("its own are the stacks it lists, else all below its folder, and never others", () => {
    const isOwn = (content: object, path: string) => read(content).isOwn(join(folder, path));
    expect(["", "a", "a/b", "..", "../x"].map((path) => isOwn({}, path))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(isOwn({}, `../${basename(folder)}2`)).toBe(false);
    const stacks = ["infra/auth", "../shared/"];
    expect(
      ["infra/auth", "infra/auth/x", "infra", "../shared"].map((path) => isOwn({ stacks }, path)),
    ).toEqual([true, false, false, true]);
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
    [{ commands: ["x"] }, '"commands" must be'],
    [{ name: "" }, '"name" must be a text'],
    [{ stacks: "infra" }, '"stacks" must be a list of folders'],
    [{ pool: 1 }, '"pool" must be a text'],
    [{ hints: { Mqtt: "x" } }, 'there is no line "Mqtt", only AWS, Sign-in, API, MQTT, Mailbox'],
    [{ hints: { MQTT: 1 } }, '"MQTT" must be a text'],
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
