import { isObject } from "./schema.ts";
import { SchemaError } from "./schema-error.ts";

const MODEL_REFERENCE = /(?:^#\/(?:definitions|components\/schemas)\/|\/models\/)([A-Za-z0-9_.-]+)$/;

/** The name a `$ref` points to. */
export function referenceName(reference: unknown): string {
  const name = typeof reference === "string" ? MODEL_REFERENCE.exec(reference)?.[1] : undefined;
  if (name === undefined) throw new SchemaError(`Unsupported $ref ${JSON.stringify(reference)}`);
  return name;
}

/** Names of the models a schema refers to; those it defines itself are left out. */
export function referencesOf(schema: string): Set<string> {
  const root = parse(schema);
  const own = isObject(root) && isObject(root["definitions"]) ? root["definitions"] : {};
  const names = new Set<string>();
  const pending: unknown[] = [root];
  while (pending.length > 0) {
    const item = pending.pop();
    if (typeof item !== "object" || item === null) continue;
    const reference = isObject(item) ? item["$ref"] : undefined;
    if (typeof reference === "string") {
      const name = referenceName(reference);
      if (!Object.hasOwn(own, name)) names.add(name);
    }
    pending.push(...Object.values(item));
  }
  return names;
}

function parse(schema: string): unknown {
  try {
    return JSON.parse(schema);
  } catch {
    throw new SchemaError("the schema is not JSON");
  }
}
