import { expect, test } from "vitest";
import { anonymous } from "../../../core/caller.ts";
import type { ResourceContext } from "../../../core/ports/resource-provider.ts";
import { ssmWorld } from "../testing/world.ts";

const context: ResourceContext = {
  scope: { accountId: "123456789012", region: "eu-west-1" },
  caller: anonymous,
  stackName: "home",
  stackId: "id",
  logicalId: "Stage",
  commit: (write) => write(),
  generateName: ({ maxLength }) => "home-Stage-ABCDEFGHIJKL".slice(0, maxLength),
  tags: { "aws:cloudformation:stack-name": "home" },
};

test("SSM-7 a template changes tags only under the rights to give and to take them", async () => {
  const ssm = ssmWorld();
  const [provider] = ssm.service().resources;
  if (provider === undefined) throw new Error("There is no provider of parameters.");
  const before = { Name: "/a", Type: "String", Value: "1", Tags: { team: "owners", kept: "b" } };
  const { physicalId } = await provider.create(context, before);
  const calls = (Tags: Record<string, string>) =>
    provider.calls(context, { kind: "update", physicalId, before, after: { ...before, Tags } });
  const put = { operation: "PutParameter", input: { Name: "/a", Overwrite: true } };
  const parameter = { ResourceType: "Parameter", ResourceId: "/a" };

  expect(calls(before.Tags)).toEqual([put]);
  expect(calls({ kept: "b" })).toEqual([
    put,
    { operation: "RemoveTagsFromResource", input: { ...parameter, TagKeys: ["team"] } },
  ]);
  const Tags = [{ Key: "team", Value: "strangers" }];
  expect(calls({ team: "strangers", kept: "b" })).toEqual([
    put,
    { operation: "AddTagsToResource", input: { ...parameter, Tags } },
  ]);
});
