import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { UserError } from "../../core/errors.ts";
import type { CommandContext } from "../command.ts";
import { loadProjectCommands } from "./project-commands.ts";

const TAKEN = new Set(["user", "token", "help"]);
const COMMAND = `{ name: "orders import", summary: "Import orders.", run: async () => {} }`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-commands-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): void {
  mkdirSync(join(folder, "tools"), { recursive: true });
  writeFileSync(join(folder, "tools", name), text);
  writeFileSync(
    join(folder, "portcullis.json"),
    JSON.stringify({ name: "the shop", commands: `tools/${name}` }),
  );
}

function load(name: string, text: string) {
  write(name, text);
  return loadProjectCommands(folder, TAKEN);
}

const CONTEXT: CommandContext = {
  workingFolder: "/",
  environment: {},
  print: () => {},
  printStyled: () => {},
  hint: () => {},
};

describe("loadProjectCommands", () => {
  test("a project without any has none", async () => {
    expect(await loadProjectCommands(folder, TAKEN)).toBeUndefined();
  });

  test("a module in JavaScript", async () => {
    const found = await load(
      "commands.mjs",
      `export const commands = [${COMMAND}]; export const groups = { orders: "Orders." };`,
    );
    expect(found).toMatchObject({
      project: "the shop",
      groups: { orders: "Orders." },
      commands: [{ name: "orders import", args: [], examples: [] }],
    });
  });

  test("a module in TypeScript, with what it imports, leaves no file behind", async () => {
    write("names.ts", `export const NAME: string = "orders import";`);
    const found = await load(
      "commands.ts",
      `import { readFileSync } from "node:fs";
       import { NAME } from "./names.ts";
       interface Context { print(line: string): void }
       export const commands = [{ name: NAME, summary: "x", run: (args: string[], _: object, context: Context) =>
         context.print(args.join() + readFileSync(new URL("names.ts", import.meta.url), "utf8").length) }];`,
    );
    const printed: string[] = [];
    await found?.commands[0]?.run(["a"], {}, { ...CONTEXT, print: (line) => printed.push(line) });
    expect(printed).toEqual(["a44"]);
  });

  test("resources become options, and --state is always one", async () => {
    const found = await load(
      "commands.mjs",
      `export const commands = [{ ...${COMMAND}, resources: ["pool", "api"] }];`,
    );
    expect(found?.commands[0]?.options.map(({ flags }) => flags)).toEqual([
      "--pool <which>",
      "--api <which>",
      "--state <folder>",
    ]);
  });

  test("a mistake of the person is one", async () => {
    const found = await load(
      "commands.mjs",
      `export const commands = [{ name: "x", summary: "x", run: (a, o, { mistake }) => { throw mistake("No.", "next") } }];`,
    );
    await expect(found?.commands[0]?.run([], {}, CONTEXT)).rejects.toMatchObject({
      name: "UserError",
      message: "No.",
      nextCommand: "next",
    });
  });

  test("without a cloud a command is told so", async () => {
    const found = await load(
      "commands.mjs",
      `export const commands = [{ name: "x", summary: "x", run: (a, o, context) => context.connect() }];`,
    );
    const run = found?.commands[0]?.run([], { state: join(folder, "none") }, CONTEXT);
    await expect(run).rejects.toThrow("No cloud is running");
  });

  test.each([
    ["a.mjs", "export const commands = {};", 'must export a list "commands"'],
    ["b.mjs", "export {};", 'must export a list "commands"'],
    ["c.mjs", "export const commands = [null];", 'command 1 needs a "name"'],
    ["d.mjs", `export const commands = [{ name: "A b" }];`, 'command 1 needs a "name"'],
    ["e.mjs", `export const commands = [{ name: "a b c" }];`, 'command 1 needs a "name"'],
    ["f.mjs", `export const commands = [{ name: "a" }];`, '"a" needs a "summary"'],
    ["g.mjs", `export const commands = [{ name: "a", summary: "" }];`, '"a" needs a function "run"'],
    ["h.mjs", `export const commands = [${COMMAND}, ${COMMAND}];`, 'two commands "orders import"'],
    [
      "i.mjs",
      `export const commands = [{ name: "user fly", summary: "x", run() {} }];`,
      '"user fly" begins like a command of Portcullis itself',
    ],
    [
      "j.mjs",
      `export const commands = [{ ...${COMMAND}, resources: ["queue"] }];`,
      'has "queue"; there are pool',
    ],
    ["k.mjs", "throw new TypeError('broken\\nby hand');", "cannot be loaded: TypeError: broken"],
    ["l.mjs", "export const = 1;", "l.mjs cannot be loaded: "],
    ["m.ts", "export const = 1;", /cannot be loaded: .+ \(line 1 of .*m\.ts\)\.$/],
    ["n.ts", `import "./nowhere.ts";`, /cannot be loaded: Could not resolve ".\/nowhere.ts" \(line 1/],
  ])("%s with %s is refused in one sentence", async (name, text, message) => {
    const failure = load(name, text);
    await expect(failure).rejects.toThrow(UserError);
    await expect(failure).rejects.toThrow(message);
    await expect(failure).rejects.toThrow(/^[^\n]+$/);
  });

  test("a file that is not there is named", async () => {
    writeFileSync(join(folder, "portcullis.json"), JSON.stringify({ commands: "tools/none.mjs" }));
    await expect(loadProjectCommands(folder, TAKEN)).rejects.toThrow(
      /"commands" names .*none\.mjs, which does not exist/,
    );
  });
});
