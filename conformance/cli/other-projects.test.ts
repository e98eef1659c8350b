import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { CreateStackCommand } from "@aws-sdk/client-cloudformation";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AuditReport } from "../../cloud/src/audit/model.ts";
import type { ProjectCommand } from "../../cloud/src/cli/project/project-command.ts";
import { commands as homeCommands } from "../../stacks/tools/commands.ts";
import { type Ran, runCli } from "../support/cli.ts";
import { clientsFor } from "../support/clients.ts";
import { type Product, runProduct, startProduct } from "../support/product.ts";
import { deleteStack, endOf } from "../support/stack-end.ts";
import { claimsOf } from "../support/tokens.ts";

/** What the home says it uses of a command's context is what the tool gives; the compiler proves it. */
const PROJECT_COMMANDS: readonly ProjectCommand[] = homeCommands;

/** Folders beside each other, none in the checkout. */
let projects: string;
let shop: string;
let product: Product;

beforeAll(async () => {
  projects = mkdtempSync(join(tmpdir(), "portcullis-projects-"));
  cpSync(join(import.meta.dirname, "fixtures"), projects, { recursive: true });
  shop = join(projects, "shop");
  product = await startProduct({ folders: ["."], workingFolder: shop });
});
afterAll(async () => {
  await product.stop();
  rmSync(product.facts.stateDir, { recursive: true, force: true });
  rmSync(projects, { recursive: true, force: true });
});

const inShop = (...words: string[]): Promise<Ran> =>
  runCli([...words, "--state", product.facts.stateDir], {}, shop);
const CUSTOMERS = ["--pool", "customers"];

describe("a project without outputs and with two pools", () => {
  test("its people are in the pool that its file names, their objects in its bucket", async () => {
    expect(product.output()).toMatch(/carla@example\.com {2}\S+ {2}Regulars/);
    expect(product.output()).toMatch(/MQTT +mqtt:\S+ {2}npx portcullis orders watch/);
    const letters = await inShop("orders", "letters");
    expect(letters.out).toMatch(/^letters\/carla@example\.com\/[0-9a-f-]{36}\.txt\n$/);
    expect(letters.err).toBe(`1 stack at ${product.facts.endpoint} in eu-west-1\n`);
    const { out } = await inShop("user", "list", ...CUSTOMERS, "--json");
    expect(JSON.parse(out)).toMatchObject([{ email: "carla@example.com", groups: ["Regulars"] }]);
  });

  test.each([
    ["user list", ["user", "list"]],
    ["user add", ["user", "add", "eve@example.com"]],
    ["token", ["token", "carla@example.com"]],
  ])("%s guesses no pool: it lists both", async (_name, words) => {
    const { code, out, err } = await inShop(...words);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(
      /^There are 2 user pools\. Choose one with --pool:\n {2}eu-west-1_\w+ {2}customers {2}shop\/Customers\n {2}eu-west-1_\w+ {2}staff {2}shop\/Staff\n$/,
    );
  });

  test("token needs to know which app client, too", async () => {
    const [carla] = product.facts.people;
    const words = ["token", "carla@example.com", ...CUSTOMERS, "--password", carla?.password ?? ""];
    const unsure = await inShop(...words);
    expect([unsure.code, unsure.err]).toEqual([
      1,
      expect.stringMatching(/^There are 2 app clients\. Choose one with --client:\n/),
    ]);
    const { out } = await inShop(...words, "--client", "shop/Phone", "--raw", "access");
    expect(claimsOf(out.trim())["cognito:groups"]).toEqual(["Regulars"]);
  });

  test("user add: an address with an alias, and a user name that nothing can be sent to", async () => {
    const staff = ["--pool", "shop/Staff"];
    expect((await inShop("user", "add", "dora@example.com", ...staff)).out).toMatch(
      /^dora@example\.com is invited\.\n/,
    );
    const [letter] = JSON.parse((await inShop("mail", "--to", "dora@example.com", "--json")).out);
    expect(letter.body).toContain(letter.code);
    const { out } = await inShop("user", "add", "bob", ...staff);
    const password = /temporary password: (\S+)\n$/.exec(out)?.[1] ?? "";
    const first = ["token", "bob", ...staff, "--password", password, "--new-password", "Bobs-pass-1"];
    expect(claimsOf((await inShop(...first, "--raw", "access")).out.trim())).toMatchObject({
      username: "bob",
    });
    const { out: listed } = await inShop("user", "list", ...staff);
    expect(listed).toMatch(/^USER NAME +E-MAIL/);
    expect(listed).toMatch(/^dora +dora@example\.com +FORCE_CHANGE_PASSWORD/m);
    expect((await inShop("user", "add", "x", ...staff, "--attribute", "nonsense")).err).toBe(
      '--attribute must be name=value, not "nonsense".\n',
    );
  });
});

describe("a project's own commands", () => {
  test("help lists them under the project's name; each has help of its own", async () => {
    const { out } = await runCli(["--help"], {}, shop);
    expect(out).toMatch(
      /\nCommands of the shop:\n {2}orders +What the shop sells\.\n {2}refund .*Give money back\.\n$/,
    );
    const help = await runCli(["orders", "letters", "--help"], {}, shop);
    expect(help.out).toMatch(/List the letters of the shop\.[\s\S]+--bucket <which>[\s\S]+--state <folder>/);
    expect((await runCli(["--help"])).out).toMatch(/\nCommands of the home:\n {2}photo .*\n {2}gate /);
    expect(PROJECT_COMMANDS.map(({ name }) => name)).toEqual(["photo set", "gate watch", "gate simulate"]);
  });

  test("they speak to the cloud over MQTT, and a mistake is one sentence", async () => {
    expect((await inShop("orders", "announce", "two pies")).out).toBe("two pies\n");
    expect(await runCli(["refund"], {}, shop)).toEqual({
      code: 1,
      out: "",
      err: "There is no money.\nTry: portcullis orders announce\n",
    });
  });

  test("elsewhere they are unknown", async () => {
    const { code, err } = await runCli(["orders", "letters"], {}, join(projects, "clinic"));
    expect([code, err]).toEqual([1, expect.stringContaining("unknown command 'orders'")]);
  });

  test("a broken file is one sentence, and keeps no command of the tool from its work", async () => {
    const folder = mkdtempSync(join(projects, "broken-"));
    writeFileSync(join(folder, "portcullis.json"), '{ "commands": "commands.ts" }');
    writeFileSync(join(folder, "commands.ts"), "export const commands = [;\n");
    const sentence = /^\S+commands\.ts cannot be loaded: .+ \(line 1 of .*commands\.ts\)\.\n$/;
    const asked = await runCli(["orders", "letters"], {}, folder);
    expect([asked.code, asked.err]).toEqual([1, expect.stringMatching(sentence)]);
    const help = await runCli(["--help"], {}, folder);
    expect([help.err, help.out]).toEqual([
      expect.stringMatching(sentence),
      expect.stringContaining("Print the variables"),
    ]);
    expect((await runCli(["stacks", "--state", product.facts.stateDir], {}, folder)).out).toMatch(
      /^shop {2}/,
    );
  });
});

describe("an audit from anywhere", () => {
  const ELSEWHERE = ["--only", "CFG", "--state"];
  const places = ({ out }: Ran): string[] =>
    (JSON.parse(out) as AuditReport).results.flatMap(({ findings }) =>
      findings.map(({ place }) => place.file),
    );

  test("finds the lines in the folder that a stack was deployed from", async () => {
    const ran = await runCli(["audit", ...ELSEWHERE, product.facts.stateDir, "--json"], {}, tmpdir());
    expect(new Set(places(ran))).toEqual(new Set([relative(tmpdir(), join(shop, "template.yaml"))]));
    expect(ran.err).not.toContain("have no lines");
  });

  test("says what to name for a stack that came otherwise", async () => {
    const { cloudformation } = clientsFor(product.facts);
    const StackName = "by-hand";
    const TemplateBody = '{"Resources":{"Bucket":{"Type":"AWS::S3::Bucket"}}}';
    await cloudformation.send(new CreateStackCommand({ StackName, TemplateBody }));
    await endOf(cloudformation, StackName);
    const words = ["audit", ...ELSEWHERE, product.facts.stateDir, "--stack", StackName, "--json"];
    const ran = await runCli(words, {}, tmpdir());
    expect(new Set(places(ran))).toEqual(new Set(["by-hand (template not at hand)"]));
    expect(ran.err).toContain(
      `name the folder with the template: npx portcullis audit <folder> --state ${product.facts.stateDir}.\n`,
    );
    await deleteStack(cloudformation, StackName);
  });
});

describe("people of one project in another's pool", { timeout: 60_000 }, () => {
  test("are not made: the stacks are not this folder's", async () => {
    const clinic = await startProduct({ folders: ["../clinic"], workingFolder: shop });
    expect(clinic.output()).not.toContain("carla@example.com");
    const { out } = await runCli(["user", "list", "--json", "--state", clinic.facts.stateDir], {}, shop);
    expect(JSON.parse(out)).toEqual([]);
    // Nor does what the shop says of its own stacks stand beside the addresses.
    expect(clinic.output()).toMatch(/ {2}MQTT +mqtt:\S+\n/);
    await clinic.stop();
    expect(clinic.output()).toMatch(
      new RegExp(`\nStopped\\. Everything is kept in ${clinic.facts.stateDir}\\.\n$`),
    );
    rmSync(clinic.facts.stateDir, { recursive: true, force: true });
  });

  test("where the file says so, what is refused is named: file, person, group", async () => {
    const folder = mkdtempSync(join(projects, "mixed-"));
    writeFileSync(join(folder, "portcullis.json"), '{ "people": "people.json", "stacks": ["../clinic"] }');
    writeFileSync(join(folder, "people.json"), '[{ "email": "eve@example.com", "groups": ["Nurses"] }]');
    const { code, output } = await runProduct({ folders: ["../clinic"], workingFolder: folder });
    expect(code).toBe(1);
    expect(output).toMatch(
      /\n\S+people\.json: eve@example\.com cannot be put into the group Nurses of the user pool eu-west-1_\w+: Group not found\.\n$/,
    );
  });
});
