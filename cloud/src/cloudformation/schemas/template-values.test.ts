import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Value } from "../../core/ports/resource-provider.ts";
import { isOnlyHeld } from "../held/held-parts.ts";
import { deployEveryType, EVERY_TYPE, named } from "../testing/every-type.ts";
import { type RealCloud, realCloud } from "../testing/real-cloud.ts";
import { SCHEMA_FILES } from "./generated/index.ts";
import { publishedSchema } from "./schema.ts";
import { type BrokenValue, brokenValues, propertiesWith } from "./testing/broken-values.ts";

let cloud: RealCloud;
let outputs: Readonly<Record<string, string>>;
beforeAll(async () => {
  cloud = realCloud();
  const made = await deployEveryType(cloud);
  outputs = made;
});
afterAll(() => cloud.close());

let count = 0;
/** What becomes of one resource. */
const deploy = (type: string, properties: Value) =>
  cloud.deploy(`one-${++count}`, { Resources: { Thing: { Type: type, Properties: properties } } });

/** What is only held has tests of its own. */
const SERVED_TYPES = Object.keys(SCHEMA_FILES).filter((type) => !isOnlyHeld(type));

describe("every type", () => {
  test("CFN-SCHEMA has a schema and is made", () => {
    const types = Object.values(EVERY_TYPE).map(({ Type }) => Type);
    expect(types.toSorted()).toEqual(SERVED_TYPES.toSorted());
    expect(cloud.engine.describe("all")?.status).toBe("CREATE_COMPLETE");
  });
});

describe("CFN-SCHEMA values that break a schema, given to the real services", () => {
  let tried = 0;
  test.each(Object.values(EVERY_TYPE))("no $Type with one is made", async ({ Type, Properties }) => {
    const schema = await publishedSchema(Type);
    if (schema === undefined) throw new Error(Type);
    const right = named({ ...Properties }, outputs) as Record<string, Value>;
    const made: unknown[] = [];
    const unsupported = new Set<unknown>();
    for (const broken of brokenValues(schema)) {
      if (unsupported.has(broken.path[0])) continue;
      const wrong = propertiesWith(schema, broken) as Record<string, Value>;
      const properties = broken.path.length === 0 ? wrong : { ...right, ...topOf(wrong, broken.path) };
      const refusal = await deploy(Type, properties);
      tried += 1;
      if (isUnsupported(refusal, Type, broken.path[0])) unsupported.add(broken.path[0]);
      if (typeof refusal !== "string" || !isAbout(broken, refusal)) made.push({ ...broken, refusal });
    }
    expect(made).toEqual([]);
  });

  test("they are many", () => {
    expect(tried).toBeGreaterThan(1_000);
  });
});

/** Refused by name, whatever its value. */
function isUnsupported(refusal: unknown, type: string, property: unknown): boolean {
  const name = `Not supported by Portcullis, nothing was changed: [Resources/Thing/Properties/${property}: property of ${type}]`;
  return typeof refusal === "string" && refusal.startsWith(name);
}

/** The sentence about the broken constraint, or that this cloud has not got the property at all. */
function isAbout({ by, text }: BrokenValue, refusal: string): boolean {
  if (refusal.includes(text) || refusal.startsWith("Not supported by Portcullis")) return true;
  return (
    by === "service" && refusal.includes("Properties validation failed for resource Thing with message:")
  );
}

/** The one property that leads to the broken value. */
function topOf(properties: Readonly<Record<string, Value>>, [name]: readonly (string | number)[]) {
  return typeof name === "string" ? { [name]: properties[name] ?? "" } : {};
}
