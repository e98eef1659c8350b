import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Product, startProduct } from "../support/product.ts";
import { callAsAdmin, copyOfProject, type ProjectCopy } from "../support/project.ts";

const TEMPLATE = "stacks/api/template.yaml";
const DEPLOYMENTS = /✔ homeapp-api deployed/g;

let project: ProjectCopy;
let product: Product;

beforeAll(async () => {
  project = copyOfProject();
  product = await startProduct({
    folders: ["stacks/cognito", "stacks/api"],
    workingFolder: project.folder,
  });
});

afterAll(async () => {
  await product.stop();
  rmSync(product.facts.stateDir, { recursive: true, force: true });
  rmSync(project.folder, { recursive: true, force: true });
});

const deployments = (): number => product.output().match(DEPLOYMENTS)?.length ?? 0;
const open = () => callAsAdmin(product, "/gates/control", '{"message":"open"}');

/** Waits for what the terminal says after an edit. */
async function untilDeployedAgain(edit: () => void): Promise<void> {
  const before = deployments();
  edit();
  await expect.poll(deployments).toBe(before + 1);
}

describe("edits while it runs", () => {
  test("a permission taken out of the template is gone at once, and back when it is put back", async () => {
    expect((await open()).status).toBe(200);
    await untilDeployedAgain(() =>
      project.edit(TEMPLATE, (text) => text.replace("Action: iot:Publish", "Action: iot:Receive")),
    );
    expect((await open()).status).toBe(502);
    await untilDeployedAgain(() =>
      project.edit(TEMPLATE, (text) => text.replace("Action: iot:Receive", "Action: iot:Publish")),
    );
    expect((await open()).status).toBe(200);
  });

  test("a changed function runs with its new code", async () => {
    await untilDeployedAgain(() =>
      project.edit("stacks/api/functions/control-gate/gate-command.ts", (text) =>
        text.replace('The message must be "open" or "close".', "Say open or close."),
      ),
    );
    expect(await callAsAdmin(product, "/gates/control", '{"message":"fly"}')).toEqual({
      status: 400,
      body: { message: "Say open or close." },
    });
  });

  test("a broken template is reported and leaves the last good stack running", async () => {
    project.edit(TEMPLATE, (text) => text.replace("Resources:", "Resources: ]"));
    await expect.poll(() => product.output()).toMatch(/✖ .*template\.yaml/);
    expect(product.output()).toContain("The last good deployment of homeapp-api goes on running.");
    expect((await open()).status).toBe(200);
  });

  test("a name that is nowhere is told with the place where it is written", async () => {
    project.edit(TEMPLATE, (text) =>
      text
        .replace("Resources: ]", "Resources:")
        .replace("\nOutputs:\n", "\nOutputs:\n  Extra: { Value: !Ref Gone }\n"),
    );
    await expect.poll(() => product.output()).toMatch(/template\.yaml:\d+:\d+ {2}!Ref Gone\n/);
  });
});
