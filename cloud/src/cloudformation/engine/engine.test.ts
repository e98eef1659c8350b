import { describe, expect, test } from "vitest";
import type { Value } from "../../core/ports/resource-provider.ts";
import { chain, THING } from "../testing/chain.ts";
import { deployment, harness } from "../testing/harness.ts";

describe("deploy", () => {
  test("creates in order of dependency and returns outputs", async () => {
    const cloud = harness();
    const result = await cloud.engine.deploy(deployment(chain));
    expect(result).toEqual({ status: "CREATE_COMPLETE", outputs: { Last: "C-3" }, changed: true });
    expect(cloud.world.calls).toEqual(["create A", "create B", "create C"]);
    expect(cloud.world.resources.get("C-3")?.properties).toEqual({ Value: "arn:fake:B-2/A-1" });
  });

  test("with no difference touches nothing", async () => {
    const cloud = harness();
    await cloud.engine.deploy(deployment(chain));
    const again = await cloud.engine.deploy(deployment(chain));
    expect(again).toEqual({ status: "CREATE_COMPLETE", outputs: { Last: "C-3" }, changed: false });
    expect(cloud.world.calls).toHaveLength(3);
  });

  test("kept parameters have the value of the last deployment, unless one is given", async () => {
    const cloud = harness();
    const template = {
      Parameters: { Size: { Type: "String" }, Kind: { Type: "String", Default: "a" } },
      Resources: { A: { Type: THING, Properties: { Value: { "Fn::Sub": "${Size}-${Kind}" } } } },
    };
    const deploy = (parameters: Record<string, string>, keptParameters?: readonly string[]) =>
      cloud.engine.deploy(deployment(template, { parameters, ...(keptParameters && { keptParameters }) }));
    const value = () => [...cloud.world.resources.values()][0]?.properties["Value"];
    const all = ["Size", "Kind"];

    await expect(deploy({}, all)).rejects.toThrow("Parameters: [Size] must have values");
    await deploy({ Size: "1", Kind: "b" }, all);
    expect([(await deploy({}, all)).changed, value()]).toEqual([false, "1-b"]);
    await deploy({ Size: "2" }, all);
    expect(value()).toBe("2-b");
    await expect(deploy({})).rejects.toThrow("Parameters: [Size] must have values");
    expect(value()).toBe("2-b");
  });

  test("updates only what changed", async () => {
    const cloud = harness();
    await cloud.engine.deploy(deployment(chain));
    const changed = structuredClone(chain);
    changed.Resources.B.Properties = { Value: "2" } as never;
    const result = await cloud.engine.deploy(deployment(changed));
    expect(result.status).toBe("UPDATE_COMPLETE");
    expect(cloud.world.calls.slice(3)).toEqual(["update B"]);
  });

  test("replaces, follows the new reference and deletes the old one last", async () => {
    const cloud = harness();
    await cloud.engine.deploy(deployment(chain));
    const changed = structuredClone(chain);
    changed.Resources.A.Properties = { Value: "1", Fixed: "x" } as never;
    await cloud.engine.deploy(deployment(changed));
    expect(cloud.world.calls.slice(3)).toEqual(["create A", "update B", "update C", "delete A"]);
    expect([...cloud.world.resources.keys()]).toEqual(["B-2", "C-3", "A-4"]);
  });

  test("a failed creation is rolled back in reverse", async () => {
    const cloud = harness();
    cloud.world.failOn("create C");
    await expect(cloud.engine.deploy(deployment(chain))).rejects.toThrow(
      /ended in ROLLBACK_COMPLETE\. C: Resource handler returned message: "No\." \(RequestToken: .*, HandlerErrorCode: InvalidRequest\)/,
    );
    expect(cloud.world.calls).toEqual(["create A", "create B", "delete B", "delete A"]);
    expect(cloud.world.resources.size).toBe(0);
  });

  test("a stack that turns back before its first resource says why", async () => {
    const cloud = harness();
    const lonely = {
      Resources: { A: { Type: THING, Properties: { Value: { "Fn::ImportValue": "gone" } } } },
    };
    await expect(cloud.engine.deploy(deployment(lonely))).rejects.toThrow(
      "The stack test ended in ROLLBACK_COMPLETE. No export named gone found. Rollback requested by user.",
    );
  });

  test("a failed update is rolled back to the old properties", async () => {
    const cloud = harness();
    await cloud.engine.deploy(deployment(chain));
    const changed = structuredClone(chain) as { Resources: Record<string, unknown> };
    changed.Resources["A"] = { Type: THING, Properties: { Value: "2" } };
    changed.Resources["B"] = { Type: THING, Properties: { Value: "2" } };
    changed.Resources["D"] = { Type: THING, DependsOn: "A" };
    cloud.world.failOn("update B");
    await expect(cloud.engine.deploy(deployment(changed))).rejects.toThrow(/UPDATE_ROLLBACK_COMPLETE/);
    expect(cloud.world.resources.get("A-1")?.properties).toEqual({ Value: "1" });
    expect(cloud.engine.describe("test")?.status).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect(cloud.engine.describe("test")?.resources.map(({ logicalId }) => logicalId)).toEqual([
      "A",
      "B",
      "C",
    ]);
  });

  test("a rollback restores a resource whose new properties could not be resolved", async () => {
    const cloud = harness();
    await cloud.engine.deploy(deployment(chain));
    const changed = structuredClone(chain);
    changed.Resources.B.Properties.Value = { "Fn::GetAtt": ["A", "Nope"] } as never;
    await expect(cloud.engine.deploy(deployment(changed))).rejects.toThrow("attribute type Nope");
    expect(cloud.engine.describe("test")?.resources).toMatchObject([
      { logicalId: "A", status: "CREATE_COMPLETE" },
      { logicalId: "B", status: "UPDATE_COMPLETE" },
      { logicalId: "C", status: "CREATE_COMPLETE" },
    ]);
    expect(cloud.world.calls).toHaveLength(3);
  });

  test("continues a rollback that got stuck, and says so while it cannot", async () => {
    const cloud = harness();
    await cloud.engine.deploy(deployment(chain));
    const changed = structuredClone(chain);
    changed.Resources.A.Properties.Value = "2";
    changed.Resources.B.Properties.Value = "2" as never;
    cloud.world.before = (call) => {
      if (cloud.world.calls.includes("update B")) throw new Error(`No: ${call}`);
    };
    await expect(cloud.engine.deploy(deployment(changed))).rejects.toThrow("UPDATE_ROLLBACK_FAILED");
    await expect(cloud.engine.deploy(deployment(changed))).rejects.toThrow(
      "is in UPDATE_ROLLBACK_FAILED state and can not be updated.",
    );
    cloud.world.before = () => undefined;
    expect((await cloud.engine.deploy(deployment(changed))).status).toBe("UPDATE_COMPLETE");
    expect(cloud.world.resources.get("A-1")?.properties).toEqual({ Value: "2" });
  });

  test("a rollback keeps what DeletionPolicy retains, and not what it retains except on creation", async () => {
    const cloud = harness();
    await cloud.engine.deploy(deployment(chain));
    const changed = structuredClone(chain) as { Resources: Record<string, unknown> };
    changed.Resources["D"] = { Type: THING, DeletionPolicy: "Retain" };
    changed.Resources["E"] = { Type: THING, DeletionPolicy: "RetainExceptOnCreate" };
    changed.Resources["F"] = { Type: THING, DependsOn: ["D", "E"] };
    cloud.world.failOn("create F");
    const events: string[] = [];
    await expect(
      cloud.engine.deploy(deployment(changed), ({ logicalId, status }) =>
        events.push(`${logicalId} ${status}`),
      ),
    ).rejects.toThrow(/UPDATE_ROLLBACK_COMPLETE/);
    expect([...cloud.world.resources.keys()].map((id) => id.charAt(0)).sort()).toEqual(["A", "B", "C", "D"]);
    expect(events).toEqual(expect.arrayContaining(["D DELETE_SKIPPED", "E DELETE_COMPLETE"]));
  });

  const conditional = {
    Parameters: { Stage: { Type: "String", Default: "prod" } },
    Conditions: { IsProd: { "Fn::Equals": [{ Ref: "Stage" }, "prod"] } },
    Resources: {
      A: {
        Type: THING,
        DeletionPolicy: { "Fn::If": ["IsProd", "Retain", "Delete"] },
        UpdateReplacePolicy: { "Fn::If": ["IsProd", "Retain", { Ref: "AWS::NoValue" }] },
      },
    },
  };

  test.each([
    ["prod", ["A-1"]],
    ["test", []],
  ])("AWS::LanguageExtensions decides DeletionPolicy by a function, for %s", async (Stage, kept) => {
    const cloud = harness();
    const extended = { Transform: "AWS::LanguageExtensions", ...conditional };
    await cloud.engine.deploy(deployment(extended, { parameters: { Stage } }));
    await cloud.engine.remove("test");

    expect([...cloud.world.resources.keys()]).toEqual(kept);
  });

  test("without the transform a policy is a text", async () => {
    await expect(harness().engine.deploy(deployment(conditional))).rejects.toThrow(
      "Template format error: Every DeletionPolicy member must be a string.",
    );
  });

  test("up resolves aliases, and of a key that comes twice the last one counts", async () => {
    const cloud = harness();
    const text = `Resources:\n  A: &thing\n    Type: ${THING}\n    Properties: {Value: 1, Value: 2}\n  B: *thing\n`;
    await cloud.engine.deploy(deployment(text));

    expect([...cloud.world.resources.values()].map(({ properties }) => properties["Value"])).toEqual([2, 2]);
  });

  test("CFN-UNSUPPORTED refuses unsupported types and properties with their places before anything is made", async () => {
    const cloud = harness();
    const template = {
      Resources: {
        A: { Type: THING, Properties: { Nope: 1, Map: { Known: 1, Unknown: 2, Free: { x: 1 } } } },
        B: { Type: "AWS::EC2::Instance" },
      },
    };
    await expect(cloud.engine.deploy(deployment(template))).rejects.toThrow(
      /Resources\/A\/Properties\/Nope.*Resources\/A\/Properties\/Map\/Unknown.*Resources\/B: resource type AWS::EC2::Instance.*Supported resource types: /,
    );
    expect(cloud.world.calls).toEqual([]);
    expect(cloud.engine.list()).toEqual([]);
  });

  const ifProd = (yes: Value, no: Value = { Ref: "AWS::NoValue" }): Value => ({
    "Fn::If": ["Prod", yes, no],
  });
  const byStage = {
    Transform: "AWS::Serverless-2016-10-31",
    Parameters: { Stage: { Type: "String" } },
    Conditions: { Prod: { "Fn::Equals": [{ Ref: "Stage" }, "prod"] } },
    Resources: {
      A: {
        Type: THING,
        Properties: {
          Nope: ifProd("x"),
          Map: ifProd({ Known: 1, Unknown: 2 }, { Known: 1, Other: ifProd(1) }),
        },
      },
      B: { Type: "AWS::EC2::Instance", Condition: "Prod" },
      C: {
        Type: "AWS::Serverless::StateMachine",
        Condition: "Prod",
        Properties: { Definition: { StartAt: "A" }, Role: "arn:aws:iam::123456789012:role/x" },
      },
    },
  };
  const staged = (Stage: string, resources: readonly string[]) => {
    const Resources = Object.fromEntries(
      Object.entries(byStage.Resources).filter(([name]) => resources.includes(name)),
    );
    return deployment({ ...byStage, Resources }, { parameters: { Stage } });
  };

  test("CFN-UNSUPPORTED what a condition leaves out does not count", async () => {
    const cloud = harness();
    expect(await cloud.engine.deploy(staged("dev", ["A", "B", "C"]))).toMatchObject({
      status: "CREATE_COMPLETE",
    });
    expect(cloud.engine.describe("test")?.resources.map(({ logicalId }) => logicalId)).toEqual(["A"]);
  });

  test("CFN-UNSUPPORTED what a condition lets in is refused by name", async () => {
    const cloud = harness();
    const refused = cloud.engine.deploy(staged("prod", ["A", "B"]));
    await expect(refused).rejects.toThrow(
      /\[Resources\/A\/Properties\/Nope: .*; Resources\/A\/Properties\/Map\/Unknown: [^;]*; Resources\/B: resource type AWS::EC2::Instance\]/,
    );
    await expect(cloud.engine.deploy(staged("prod", ["C"]))).rejects.toThrow(
      "Resource with id [C] is invalid. The resource type AWS::Serverless::StateMachine is not supported",
    );
    expect(cloud.world.calls).toEqual([]);
  });
});

describe("AWS::LanguageExtensions", () => {
  const template = (Transform?: Value) => ({
    ...(Transform === undefined ? {} : { Transform }),
    Resources: {
      A: { Type: THING, Properties: { Value: { "Fn::ToJsonString": { size: { "Fn::Length": [1, 2] } } } } },
    },
  });

  test.each(["AWS::LanguageExtensions", ["AWS::LanguageExtensions", "AWS::Serverless-2016-10-31"]])(
    "with the transform %j its functions work",
    async (transform) => {
      const cloud = harness();
      await cloud.engine.deploy(deployment(template(transform)));
      expect(cloud.world.resources.get("A-1")?.properties).toEqual({ Value: '{"size":2}' });
    },
  );

  test("without it they are unknown; another transform is refused by name", async () => {
    const cloud = harness();
    await expect(cloud.engine.deploy(deployment(template()))).rejects.toThrow(
      /^Template error: Encountered unsupported function: Fn::ToJsonString Supported functions are: \[(?!.*Fn::Length)/,
    );
    const Value = { "Fn::FindInMap": ["M", "a", "b", { DefaultValue: "else" }] };
    const resources = {
      Mappings: { M: { a: { c: "d" } } },
      Resources: { A: { Type: THING, Properties: { Value } } },
    };
    await expect(cloud.engine.deploy(deployment(resources))).rejects.toThrow(
      "Template error: every Fn::FindInMap object requires three parameters",
    );
    await expect(cloud.engine.deploy(deployment(template("My::Macro")))).rejects.toThrow(
      "The transform My::Macro is not supported by Portcullis",
    );
    expect(cloud.engine.list()).toEqual([]);
  });
});

describe("remove", () => {
  test("deletes in reverse order", async () => {
    const cloud = harness();
    await cloud.engine.deploy(deployment(chain));
    await cloud.engine.remove("test");
    expect(cloud.world.calls.slice(3)).toEqual(["delete C", "delete B", "delete A"]);
    expect(cloud.engine.describe("test")).toBeUndefined();
  });
});
