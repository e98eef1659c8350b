import { describe, expect, test } from "vitest";
import { AwsError } from "../../core/errors.ts";
import type { Properties } from "../../core/ports/resource-provider.ts";
import { isOnlyHeld } from "../held/held-parts.ts";
import { SCHEMA_FILES } from "./generated/index.ts";
import { checkedProperties } from "./properties.ts";
import { publishedSchema, type ResourceSchema } from "./schema.ts";
import { brokenValues, propertiesWith } from "./testing/broken-values.ts";

const schemas: ResourceSchema[] = [];
for (const type of Object.keys(SCHEMA_FILES)) {
  // The validator is the same; samples of what is only held would test nothing else.
  const schema = isOnlyHeld(type) ? undefined : await publishedSchema(type);
  if (schema !== undefined) schemas.push(schema);
}

function refusalOf(schema: ResourceSchema, properties: Properties): string {
  try {
    checkedProperties(schema, "Thing", properties);
    return "";
  } catch (error) {
    if (error instanceof AwsError) return error.message;
    throw error;
  }
}

describe.each(schemas.map((schema) => [schema.typeName, schema] as const))("%s", (_type, schema) => {
  const cases = brokenValues(schema);

  test("CFN-SCHEMA what breaks one constraint is refused with the sentence about it", () => {
    const surprises = cases.flatMap((broken) => {
      const refusal = refusalOf(schema, propertiesWith(schema, broken) as Properties);
      // What the service refuses may break the schema as well, which is asked first.
      const isEarlier = broken.by === "service" && refusal.startsWith("Properties validation failed");
      return isEarlier || refusal.includes(broken.text) ? [] : [{ ...broken, refusal }];
    });
    expect(surprises).toEqual([]);
    expect(cases.length).toBeGreaterThan(0);
  });

  test("CFN-SCHEMA what satisfies every constraint on the way is let through", () => {
    const surprises = cases.flatMap(({ path, right }) => {
      const properties = propertiesWith(schema, { path, value: right }) as Properties;
      const refusal = refusalOf(schema, properties);
      return refusal === "" ? [] : [{ path, refusal, properties }];
    });
    expect(surprises).toEqual([]);
  });
});
