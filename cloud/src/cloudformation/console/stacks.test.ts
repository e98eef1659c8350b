import {
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteStackCommand,
  waitUntilStackDeleteComplete,
  waitUntilStackUpdateComplete,
} from "@aws-sdk/client-cloudformation";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AwsError } from "../../core/errors.ts";
import { type TestConsole, testConsole } from "../../web/testing/test-console.ts";
import { THING } from "../testing/chain.ts";
import { type ServedHarness, served } from "../testing/client.ts";
import { created, template, within } from "../testing/things.ts";
import { areas } from "./index.ts";

let cloud: ServedHarness;
let console: TestConsole;
beforeEach(async () => {
  cloud = await served();
  console = testConsole(areas, cloud.port);
});
afterEach(() => cloud.stop());

const MARKUP = '<img src=x onerror="alert(1)">';

function propose(body: string, name = "next") {
  return cloud.client.send(
    new CreateChangeSetCommand({ StackName: "one", ChangeSetName: name, TemplateBody: body }),
  );
}

describe("stacks", () => {
  test("none: the next command", async () => {
    expect(await console.show("stacks")).toContain("npx portcullis up &lt;folder with a template&gt;");
  });

  test("each with its state, and what they export", async () => {
    await created(cloud, template("1", { Description: MARKUP }));
    const page = await console.show("stacks");
    expect(page).toContain('href="/_portcullis/stacks/one"');
    expect(page).toContain("CREATE_COMPLETE");
    expect(page).toContain("the-id");
    expect(page).not.toContain("<img");
  });

  test("CFN-HELD what is held and what was left out is counted, and told with why on the stack's page", async () => {
    await created(cloud);
    expect(await console.show("stacks")).not.toContain("not served");
    const held = [
      { logicalId: "Board", type: "AWS::CloudWatch::Dashboard", why: "drawn nowhere" },
      { logicalId: "Worker", type: "AWS::Lambda::Function", property: "VpcConfig", why: "no network" },
    ];
    const leftOut = [{ logicalId: MARKUP, type: "AWS::WAFv2::WebACL", guards: "filters requests" }];
    console.unserved.push({ stackName: "one", held, leftOut });
    expect(await console.show("stacks")).toContain("2 held, not served, 1 left out");
    const page = await console.show("stacks/one");
    expect(page).toContain('<b class="outside">1 CloudWatch::Dashboard</b>');
    expect(page).toContain('<b class="outside">VpcConfig of 1 Lambda::Function</b>');
    expect(page).toContain("left out: it filters requests, and nothing here does");
    expect(page).not.toContain("<img");
  });

  test("a deleted one keeps its events, found by its id", async () => {
    await created(cloud);
    await cloud.client.send(new DeleteStackCommand({ StackName: "one" }));
    await waitUntilStackDeleteComplete(within(cloud), { StackName: "one" });
    const page = await console.show("stacks");
    const events = /href="([^"]+\/events)"/.exec(page)?.[1] ?? "";
    expect(await console.show(events)).toContain("DELETE_COMPLETE");
  });
});

describe("one stack", () => {
  test("outputs, resources, parameters; a secret stays one", async () => {
    await created(
      cloud,
      template("1", { Outputs: { Text: { Value: MARKUP, Description: "What it says" } } }),
    );
    const page = await console.show("stacks/one");
    expect(page).toContain("&lt;img src=x");
    expect(page).not.toContain("<img");
    expect(page).toContain("What it says");
    expect(page).toContain("****");
    expect(page).not.toContain("hush");
    expect(page).toContain("1 resource<");
  });

  test("what failed first is said with its reason", async () => {
    cloud.world.failOn("create A", new AwsError("InvalidParameterException", `No ${MARKUP}.`));
    await cloud.client.send(new CreateStackCommand({ StackName: "one", TemplateBody: template("1") }));
    await expect.poll(() => cloud.engine.describe("one")?.status).toBe("ROLLBACK_COMPLETE");
    const page = await console.show("stacks/one");
    expect(page).toContain("A: CREATE_FAILED");
    expect(page).toContain("No &lt;img");
  });

  test("a stack that is not there is AWS's refusal", async () => {
    await expect(console.show("stacks/none")).rejects.toMatchObject({ code: "ValidationError" });
  });

  test("a hundred resources are on a page", async () => {
    const Resources = Object.fromEntries(
      Array.from({ length: 120 }, (_, index) => [`Thing${String(index).padStart(3, "0")}`, { Type: THING }]),
    );
    await created(cloud, JSON.stringify({ Resources }));
    const page = await console.show("stacks/one");
    expect(page).toContain("100 resources on this page");
    const next = /href="([^"]+)">Next page/.exec(page)?.[1] ?? "";
    expect(await console.show(next)).toContain("20 resources on this page");
    const events = await console.show("stacks/one/events");
    expect(events).toContain("100 events");
    expect(events).toContain("Next page");
  });
});

describe("the template", () => {
  test("as written and as expanded, and as a file to the byte", async () => {
    await created(cloud, `${template("1")}\n`);
    const page = await console.show("stacks/one/template");
    expect(page).toContain("&quot;Description&quot;");
    expect(await console.show("stacks/one/template?stage=Processed")).toContain("As expanded");
    const saved = await console.get("stacks/one/template/save");
    expect(saved).toMatchObject({
      response: {
        headers: {
          "Content-Disposition": 'attachment; filename="template-original.json"',
          "X-Content-Type-Options": "nosniff",
        },
        body: `${template("1")}\n`,
      },
    });
  });

  test("JSON on one line is laid out, and the page says so", async () => {
    await created(cloud);
    const page = await console.show("stacks/one/template");
    expect(page).toContain("it came without lines, which are made here");
    expect(page).toContain("<span>  &quot;Description&quot;: &quot;A thing&quot;,</span>");
  });
});

describe("file and what runs", () => {
  test("without a folder, that is said", async () => {
    await created(cloud);
    expect(await console.show("stacks/one")).toContain("No folder of the project is known for this stack");
  });

  test("the same, and different in a place that is named", async () => {
    await created(cloud);
    console.folders.set("one", { file: "/home/me/doors/template.yaml", template: JSON.parse(template("1")) });
    expect(await console.show("stacks/one")).toContain("The same");
    console.folders.set("one", {
      file: "/home/me/doors/template.yaml",
      template: JSON.parse(template(MARKUP)),
    });
    const page = await console.show("stacks/one");
    expect(page).toContain("They differ in one place");
    expect(page).toContain("Resources.A.Properties.Value");
    expect(page).not.toContain("<img");
  });

  test("a file that cannot be read says why", async () => {
    await created(cloud);
    console.folders.set("one", { file: "/home/me/doors", problem: "It is no YAML." });
    expect(await console.show("stacks/one")).toContain("It is no YAML.");
  });
});

describe("change sets", () => {
  test("none: the next command", async () => {
    await created(cloud);
    expect(await console.show("stacks/one/changes")).toContain("sam deploy --no-execute-changeset");
  });

  test("what one would do, and that it replaces", async () => {
    await created(cloud);
    await propose(
      JSON.stringify({ Resources: { A: { Type: THING, Properties: { Fixed: "2" } }, B: { Type: THING } } }),
    );
    expect(await console.show("stacks/one/changes")).toContain("/_portcullis/stacks/one/changes/next");
    const page = await console.show("stacks/one/changes/next");
    expect(page).toContain("ready to be executed");
    expect(page).toContain("by a new one: what is in the old one is gone with it");
    expect(page).toContain("is made");
  });

  test("executed, it changes the stack, and the events follow", async () => {
    await created(cloud);
    await propose(template("2"));
    expect(await console.post("stacks/one/changes/next/execute", {})).toMatchObject({
      redirect: "/_portcullis/stacks/one/events",
      notice: { verdict: "yes" },
    });
    await waitUntilStackUpdateComplete(within(cloud), { StackName: "one" });
    expect(await console.show("stacks/one/events")).toContain("UPDATE_COMPLETE");
    expect(await console.post("stacks/one/changes/next/execute", {})).toMatchObject({
      notice: { verdict: "no" },
    });
  });

  test("deleted by its typed name only", async () => {
    await created(cloud);
    await propose(template("2"));
    expect(await console.post("stacks/one/changes/next/delete", { typed: "nex" })).toMatchObject({
      notice: { verdict: "no" },
    });
    expect(await console.show("stacks/one/changes/next")).toContain("ready to be executed");
    expect(await console.post("stacks/one/changes/next/delete", { typed: "next" })).toMatchObject({
      notice: { verdict: "yes" },
    });
    expect(await console.show("stacks/one/changes")).toContain("Nothing is prepared for this stack.");
  });
});
