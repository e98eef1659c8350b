import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Properties, ResourceProvider } from "../../core/ports/resource-provider.ts";
import type { ResourceSchema } from "../schemas/schema.ts";
import { THING } from "../testing/chain.ts";
import { fakeProvider } from "../testing/fake-provider.ts";
import { deployment, type Harness, harness } from "../testing/harness.ts";

const SCHEMA: ResourceSchema = {
  typeName: THING,
  readOnly: ["Arn"],
  createOnly: ["Fixed"],
  conditionalCreateOnly: [],
  additionalProperties: false,
  properties: { Value: { type: "integer" }, Fixed: { type: "string" }, Arn: { type: "string" } },
};

let heard: [string, ...Properties[]][];
let cloud: Harness;
beforeEach(() => {
  heard = [];
  cloud = harness({
    schemas: (type) => Promise.resolve(type === THING ? SCHEMA : undefined),
    providers: (world) => [listening(fakeProvider(world))],
  });
});
afterEach(() => cloud.close());

/** The provider, which also tells with what it was called. */
function listening(provider: ResourceProvider): ResourceProvider {
  return {
    ...provider,
    create: (context, properties) => {
      heard.push(["create", properties]);
      return provider.create(context, properties);
    },
    update: (context, id, before, after) => {
      heard.push(["update", before, after]);
      if (after["Value"] === 13) throw new Error("No.");
      return provider.update(context, id, before, after);
    },
    delete: (context, id, properties) => {
      heard.push(["delete", properties]);
      return provider.delete(context, id, properties);
    },
  };
}

const deploy = (Properties: object) =>
  cloud.engine.deploy(deployment({ Resources: { A: { Type: THING, Properties } } }));

describe("CFN-COERCE a provider hears values of the types of the schema", () => {
  test("when it makes, changes, replaces and deletes", async () => {
    await deploy({ Value: "1", Fixed: 1 });
    await deploy({ Value: "2", Fixed: 1 });
    await deploy({ Value: "2", Fixed: true });
    await cloud.engine.remove("test");
    expect(heard).toEqual([
      ["create", { Value: 1, Fixed: "1" }],
      ["update", { Value: 1, Fixed: "1" }, { Value: 2, Fixed: "1" }],
      ["create", { Value: 2, Fixed: "true" }],
      ["delete", { Value: 2, Fixed: "1" }],
      ["delete", { Value: 2, Fixed: "true" }],
    ]);
  });

  test("when it puts back what it could not change", async () => {
    await deploy({ Value: "1" });
    await expect(deploy({ Value: "13" })).rejects.toThrow("UPDATE_ROLLBACK_COMPLETE. A: ");
    expect(heard.slice(1)).toEqual([
      ["update", { Value: 1 }, { Value: 13 }],
      ["update", { Value: 13 }, { Value: 1 }],
    ]);
  });
});

describe("CFN-SCHEMA a provider never hears of what is refused", () => {
  test("on creation and on update", async () => {
    await expect(deploy({ Value: "one" })).rejects.toThrow(
      "ROLLBACK_COMPLETE. A: Properties validation failed",
    );
    expect(heard).toEqual([]);
    await deploy({ Value: 1 });
    await expect(deploy({ Value: 1, Arn: "arn" })).rejects.toThrow(
      "#: extraneous key [Arn] is not permitted",
    );
    expect(heard).toEqual([["create", { Value: 1 }]]);
  });
});
