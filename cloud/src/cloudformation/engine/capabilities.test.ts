import { describe, expect, test } from "vitest";
import { THING } from "../testing/chain.ts";
import { programOf } from "../testing/evaluate.ts";
import { assertAutoExpand, assertCapabilities } from "./capabilities.ts";

const IAM = "CAPABILITY_IAM";
const NAMED = "CAPABILITY_NAMED_IAM";
const AUTO = "CAPABILITY_AUTO_EXPAND";
const need = (capability: string) => ({
  code: "InsufficientCapabilitiesException",
  message: `Requires capabilities : [${capability}]`,
});

/** A type, a property that names it, what suffices without and with that property. */
const TYPES: readonly (readonly [type: string, name: string | undefined])[] = [
  ["AWS::IAM::AccessKey", undefined],
  ["AWS::IAM::Group", "GroupName"],
  ["AWS::IAM::InstanceProfile", "InstanceProfileName"],
  ["AWS::IAM::ManagedPolicy", "ManagedPolicyName"],
  ["AWS::IAM::Policy", undefined],
  ["AWS::IAM::Role", "RoleName"],
  ["AWS::IAM::RolePolicy", undefined],
  ["AWS::IAM::User", "UserName"],
  ["AWS::IAM::UserToGroupAddition", undefined],
];

const preparedWith = async (
  type: string,
  properties: object = {},
  more: object = {},
  transformed = false,
) => ({
  program: await programOf({ Resources: { A: { Type: type, Properties: properties, ...more } } }),
  transformed,
});

describe("CFN-CAPABILITY", () => {
  test.each(TYPES)("%s needs a capability, and the other one when %s names it", async (type, name) => {
    const plain = await preparedWith(type);
    expect(() => assertCapabilities(plain, [])).toThrow(expect.objectContaining(need(IAM)));
    expect(() => assertCapabilities(plain, [AUTO])).toThrow(expect.objectContaining(need(IAM)));
    expect(() => assertCapabilities(plain, [IAM])).not.toThrow();
    expect(() => assertCapabilities(plain, [NAMED])).not.toThrow();
    if (name === undefined) return;
    const named = await preparedWith(type, { [name]: "mine" });
    expect(() => assertCapabilities(named, [])).toThrow(expect.objectContaining(need(NAMED)));
    expect(() => assertCapabilities(named, [IAM])).toThrow(expect.objectContaining(need(NAMED)));
    expect(() => assertCapabilities(named, [NAMED])).not.toThrow();
  });

  test("it tells which resources need it", async () => {
    const prepared = await preparedWith("AWS::IAM::Role");

    expect(() => assertCapabilities(prepared, [])).toThrow(
      expect.objectContaining({ why: expect.objectContaining({ by: { resources: ["A"] } }) }),
    );
  });

  test.each<[string, string, object, object]>([
    ["a resource of another service", THING, { RoleName: "x" }, {}],
    ["a role whose condition is false", "AWS::IAM::Role", { RoleName: "x" }, { Condition: "No" }],
  ])("%s needs none", async (_what, type, properties, more) => {
    const prepared = await preparedWith(type, properties, more);
    expect(() => assertCapabilities(prepared, [])).not.toThrow();
  });

  test("a template with a transform needs one more in direct operations", () => {
    expect(() => assertAutoExpand(true, [IAM, NAMED])).toThrow(expect.objectContaining(need(AUTO)));
    expect(() => assertAutoExpand(true, [AUTO])).not.toThrow();
    expect(() => assertAutoExpand(false, [])).not.toThrow();
  });

  test("CFN-NESTED-RIGHTS an application of the transform needs its own, a nested stack of the template does not", async () => {
    const stack = "AWS::CloudFormation::Stack";
    const application = await preparedWith(stack, {}, {}, true);
    expect(() => assertCapabilities(application, [NAMED])).toThrow(expect.objectContaining(need(AUTO)));
    expect(() => assertCapabilities(application, [AUTO])).not.toThrow();
    const nested = await preparedWith(stack);
    expect(() => assertCapabilities(nested, [])).not.toThrow();
  });
});
