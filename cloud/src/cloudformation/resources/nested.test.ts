import { describe, expect, test } from "vitest";
import type { StackEvent } from "../engine/records.ts";
import { deployment, type Harness, harness } from "../testing/harness.ts";

const THING = "Test::Fake::Thing";
const URL = "https://s3.eu-west-1.amazonaws.com/templates";

interface Given {
  /** Value of the thing in the nested stack. */
  readonly value?: string;
  /** Something after the nested stack, whose creation may fail. */
  readonly after?: boolean;
  /** Further resources of the nested stack. */
  readonly more?: object;
}

/** Writes the nested template and gives that of its parent. */
function templateOf(cloud: Harness, { value = "1", after = false, more = {} }: Given = {}): object {
  const key = `child-${cloud.objects.size}`;
  cloud.objects.set(
    `s3://templates/${key}`,
    JSON.stringify({
      Parameters: { Value: { Type: "String" } },
      Resources: {
        Inner: { Type: THING, Properties: { Value: { Ref: "Value" }, Name: "generated" } },
        ...more,
      },
      Outputs: { Inner: { Value: { Ref: "Inner" } }, Value: { Value: { Ref: "Value" } } },
    }),
  );
  return {
    Resources: {
      Child: {
        Type: "AWS::CloudFormation::Stack",
        Properties: { TemplateURL: `${URL}/${key}`, Parameters: { Value: value } },
      },
      ...(after ? { After: { Type: THING, DependsOn: "Child" } } : {}),
    },
    Outputs: { Inner: { Value: { "Fn::GetAtt": "Child.Outputs.Value" } } },
  };
}

async function failing(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "",
    (error: Error) => error.message,
  );
}
const deploy = (cloud: Harness, given?: Given, capabilities: string[] = []) =>
  cloud.engine.deploy(deployment(templateOf(cloud, given), { capabilities }));
const child = (cloud: Harness) => cloud.engine.list().find(({ stackName }) => stackName !== "test");
const values = (cloud: Harness) =>
  [...cloud.world.resources.values()].map(({ properties }) => properties["Value"] ?? "").sort();

describe("a nested stack lives with its parent", () => {
  test("its outputs are attributes; it has a name of its parent's; it goes with it", async () => {
    const cloud = harness();
    expect((await deploy(cloud)).outputs).toEqual({ Inner: "1" });
    expect(child(cloud)).toMatchObject({
      stackName: expect.stringMatching(/^test-Child-\w{12}$/),
      status: "CREATE_COMPLETE",
      parameters: { Value: "1" },
    });
    expect(cloud.engine.describe("test")?.resources[0]?.physicalId).toBe(child(cloud)?.stackId);

    await deploy(cloud, { value: "2" });
    expect(child(cloud)).toMatchObject({ status: "UPDATE_COMPLETE", outputs: { Value: "2" } });

    await cloud.engine.remove("test");
    expect(cloud.engine.list()).toEqual([]);
    expect(cloud.world.resources.size).toBe(0);
  });

  test("a template and tags that are the same change nothing in it", async () => {
    const cloud = harness();
    await deploy(cloud);
    await deploy(cloud, { after: true });
    expect(child(cloud)?.status).toBe("CREATE_COMPLETE");
  });

  test("what fails in it fails the parent, and all goes", async () => {
    const cloud = harness();
    cloud.world.failOn("create Inner");
    expect(await failing(deploy(cloud))).toMatch(
      /^The stack test ended in ROLLBACK_COMPLETE\. Child: Embedded stack arn:aws:cloudformation:eu-west-1:123456789012:stack\/test-Child-\w{12}\/[0-9a-f-]{36} was not successfully created: The following resource\(s\) failed to create: \[Inner\]\.$/,
    );
    expect(child(cloud)).toBeUndefined();
    expect(cloud.world.resources.size).toBe(0);
  });

  test("what fails after it takes it along", async () => {
    const cloud = harness();
    cloud.world.failOn("create After");
    await failing(deploy(cloud, { after: true }));
    expect(child(cloud)).toBeUndefined();
    expect(cloud.world.resources.size).toBe(0);
  });

  test("an update that fails in it is rolled back in it, and the parent says so", async () => {
    const cloud = harness();
    await deploy(cloud);
    cloud.world.failOn("update Inner");
    const events: StackEvent[] = [];
    const request = deployment(templateOf(cloud, { value: "2" }));
    expect(await failing(cloud.engine.deploy(request, (event) => events.push(event)))).toContain(
      "was not successfully updated. Currently in UPDATE_ROLLBACK_COMPLETE with reason: The following resource(s) failed to update: [Inner].",
    );
    expect(child(cloud)).toMatchObject({ status: "UPDATE_ROLLBACK_COMPLETE", outputs: { Value: "1" } });
    expect(values(cloud)).toEqual(["1"]);
  });

  test("CFN-NESTED-ROLLBACK nothing of it is gone before the parent's update is complete", async () => {
    const cloud = harness();
    const more = { Old: { Type: THING, Properties: { Value: "old" } } };
    await deploy(cloud, { more });
    const before = [...cloud.world.resources.keys()].sort();
    cloud.world.failOn("create After");

    await failing(deploy(cloud, { value: "2", after: true }));

    expect([...cloud.world.resources.keys()].sort()).toEqual(before);
    expect(values(cloud)).toEqual(["1", "old"]);
    expect(child(cloud)).toMatchObject({ status: "UPDATE_ROLLBACK_COMPLETE", outputs: { Value: "1" } });
    expect(cloud.engine.describe("test")).toMatchObject({
      status: "UPDATE_ROLLBACK_COMPLETE",
      outputs: { Inner: "1" },
    });

    await deploy(cloud, { value: "2", after: true });
    expect(values(cloud)).toEqual(["", "2"]);
    expect(child(cloud)?.status).toBe("UPDATE_COMPLETE");
  });

  test("a stack in a nested stack is rolled back with the first one above", async () => {
    const cloud = harness();
    const grandchild = (value: string) => {
      cloud.objects.set(
        `s3://templates/grandchild-${value}`,
        JSON.stringify({ Resources: { Deep: { Type: THING, Properties: { Value: value } } } }),
      );
      const TemplateURL = `${URL}/grandchild-${value}`;
      return { Deeper: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL } } };
    };
    await deploy(cloud, { more: grandchild("a") });
    cloud.world.failOn("create After");
    await failing(deploy(cloud, { more: grandchild("b"), after: true }));
    expect(values(cloud)).toEqual(["1", "a"]);
    await deploy(cloud, { more: grandchild("b"), after: true });
    expect(values(cloud)).toEqual(["", "1", "b"]);
    await cloud.engine.remove("test");
    expect(cloud.engine.list()).toEqual([]);
  });

  test.each<[string, object, string]>([
    [
      "a template that is not there",
      { TemplateURL: `${URL}/none` },
      "S3 error: The specified key does not exist.",
    ],
    [
      "another site's template",
      { TemplateURL: "https://example.com/x" },
      "TemplateURL must be a supported URL.",
    ],
    ["no template", {}, "Property validation failure: [The property {/TemplateURL} is required]"],
  ])("%s", async (_title, properties, reason) => {
    const cloud = harness();
    const template = { Resources: { Child: { Type: "AWS::CloudFormation::Stack", Properties: properties } } };
    expect(await failing(cloud.engine.deploy(deployment(template)))).toBe(
      `The stack test ended in ROLLBACK_COMPLETE. Child: ${reason}`,
    );
  });

  test("a template that names itself comes to an end", async () => {
    const cloud = harness();
    const template = {
      Resources: {
        Again: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: `${URL}/again` } },
      },
    };
    cloud.objects.set("s3://templates/again", JSON.stringify(template));
    expect(await failing(cloud.engine.deploy(deployment(template)))).toContain(
      "was not successfully created",
    );
    expect(cloud.engine.list().map(({ stackName }) => stackName)).toEqual(["test"]);
  });
});

describe("CFN-NESTED-RIGHTS a nested stack makes what was acknowledged for its parent, and no more", () => {
  const more = { Role: { Type: "AWS::IAM::Role" } };

  test("CFN-NESTED-RIGHTS without CAPABILITY_IAM it makes no role", async () => {
    const cloud = harness();
    expect(await failing(deploy(cloud, { more }))).toContain(
      "Child: Requires capabilities : [CAPABILITY_IAM]",
    );
    expect(cloud.world.resources.size).toBe(0);
  });

  test("CFN-NESTED-RIGHTS with it it does", async () => {
    const cloud = harness();
    await deploy(cloud, { more }, ["CAPABILITY_IAM"]);
    expect(cloud.world.resources.size).toBe(2);
  });
});

describe("a cloud that is killed while a nested stack changes", () => {
  async function killedAt(cloud: Harness, call: string, work: () => Promise<unknown>): Promise<Harness> {
    await new Promise<void>((reached) => {
      cloud.world.before = (made) => {
        if (made !== call) return;
        reached();
        return new Promise<void>(() => undefined);
      };
      void work();
    });
    cloud.world.before = () => undefined;
    const next = cloud.restarted();
    for (const [key, text] of cloud.objects) next.objects.set(key, text);
    await next.engine.recover();
    return next;
  }

  test("while it is made: nothing is left", async () => {
    const cloud = harness();
    const next = await killedAt(cloud, "create Inner", () => deploy(cloud));
    expect(next.engine.describe("test")?.status).toBe("ROLLBACK_COMPLETE");
    expect(next.engine.list()).toHaveLength(1);
    expect(next.world.resources.size).toBe(0);
  });

  test.each(["update Inner", "create After"])("at %s: both are as before", async (call) => {
    const cloud = harness();
    await deploy(cloud);
    const next = await killedAt(cloud, call, () => deploy(cloud, { value: "2", after: true }));
    expect(next.engine.list().map(({ status }) => status)).toEqual([
      "UPDATE_ROLLBACK_COMPLETE",
      "UPDATE_ROLLBACK_COMPLETE",
    ]);
    expect(values(next)).toEqual(["1"]);
  });

  test("while it is deleted: the deletion goes on", async () => {
    const cloud = harness();
    await deploy(cloud);
    const next = await killedAt(cloud, "delete Inner", () => cloud.engine.remove("test"));
    expect(next.engine.list()).toEqual([]);
    expect(next.world.resources.size).toBe(0);
  });
});

test("CFN-LIMITS a nested template has no YAML aliases, as no template of a call has", async () => {
  const cloud = harness();
  cloud.objects.set("s3://templates/aliases", `Resources:\n  A: &a {Type: "${THING}"}\n  B: *a\n`);
  const Child = { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: `${URL}/aliases` } };
  expect(await failing(cloud.engine.deploy(deployment({ Resources: { Child } })))).toContain(
    "YAML aliases are not allowed in CloudFormation templates",
  );
});
