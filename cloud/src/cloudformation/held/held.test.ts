import { afterAll, describe, expect, test } from "vitest";
import type { Value } from "../../core/ports/resource-provider.ts";
import { memberOf, publishedSchema, typesOf } from "../schemas/schema.ts";
import { realCloud } from "../testing/real-cloud.ts";
import { guardOf, HELD_PROPERTIES, HELD_TYPES } from "./table.ts";

const cloud = realCloud();
afterAll(() => cloud.close());

const made = Object.entries(HELD_TYPES).flatMap(([type, row]) =>
  row.made === undefined ? [] : [[type, row.made] as const],
);

describe("the table of what is held", () => {
  test.each(made)("CFN-HELD %s has the attributes and replacements of its schema", async (type, row) => {
    const schema = await publishedSchema(type);
    expect(schema, `${type} has a schema`).toBeDefined();
    const topLevel = (names: readonly string[] = []) => names.filter((name) => !/[.*]/.test(name)).sort();
    const missing = topLevel(schema?.readOnly).filter((name) => !Object.hasOwn(row.attributes ?? {}, name));
    // Undocumented parts of documented attributes.
    expect(missing.filter((name) => !["VpcEncryptionControl"].includes(name))).toEqual([]);
    expect([...(row.replaceOn ?? [])].sort()).toEqual(topLevel(schema?.createOnly));
    for (const name of Object.keys(row.guards ?? {})) expect(schema?.properties).toHaveProperty(name);
  });

  test.each(made)("CFN-HELD the attributes of %s have the types of its schema", async (type, row) => {
    const schema = await publishedSchema(type);
    for (const [name, form] of Object.entries(row.attributes ?? {})) {
      const node = schema && memberOf(schema, name);
      const types = node === undefined || node.$ref !== undefined ? [] : typesOf(node);
      const kinds = types.map((one) => (one === "integer" ? "number" : one));
      if (types.length > 0) expect([name, kinds]).toEqual([name, expect.arrayContaining([typeOf(form)])]);
    }
  });

  test.each(made)(
    "CFN-HELD a generated name of %s is none that its schema refuses",
    async (type, { ref }) => {
      const [, name = "", most = "255"] = /^\{name:(\w+)(?::(\d+))?\}$/.exec(ref) ?? [];
      const node = (await publishedSchema(type))?.properties[name];
      const limits = [node?.maxLength, node?.service?.maxLength].filter((limit) => limit !== undefined);
      expect(Number(most)).toBeLessThanOrEqual(Math.min(...limits, 255));
    },
  );

  test("CFN-HELD what guards access is in no row, and has a reason to be refused", () => {
    const guards = ["AWS::WAFv2::WebACL", "AWS::WAFv2::WebACLAssociation", "AWS::S3::AccessPoint"];
    for (const type of [...guards, "AWS::EC2::NetworkAclEntry", "AWS::CloudFront::KeyGroup"]) {
      expect(guardOf(type)).toMatch(/^(filters|decides)/);
    }
    expect(Object.keys(HELD_TYPES).filter((type) => guardOf(type) !== undefined)).toEqual([]);
  });

  test("CFN-HELD what a service of this cloud serves, or is to serve, is in no row", () => {
    const toCome = /^AWS::(DynamoDB|Events|KMS|SNS|SQS|SSM|Scheduler|SecretsManager|StepFunctions)::/;
    const served = Object.keys(HELD_TYPES).filter(
      (type) => toCome.test(type) || (HELD_TYPES[type]?.made === undefined) !== cloud.serves(type),
    );
    expect(served).toEqual([]);
    for (const [type, properties] of Object.entries(HELD_PROPERTIES)) {
      expect(Object.keys(properties).filter((name) => cloud.takes(type, name))).toEqual([]);
    }
  });
});

function typeOf(value: Value): string {
  return Array.isArray(value) ? "array" : typeof value;
}
