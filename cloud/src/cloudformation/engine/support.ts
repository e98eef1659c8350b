import type {
  Properties,
  PropertySchema,
  ResourceProvider,
  Value,
} from "../../core/ports/resource-provider.ts";
import { validationError } from "../errors.ts";
import { callOf } from "../intrinsics/registry.ts";
import { isValueMap } from "../template/value.ts";
import type { Program } from "./program.ts";

export type ProviderMap = ReadonlyMap<string, ResourceProvider>;

/**
 * CFN-UNSUPPORTED: refuses, before anything is created, every resource type and property this cloud has not,
 * with its place in the template. Resources whose condition is false do not count.
 */
export function assertSupported(program: Program, providers: ProviderMap): void {
  const problems: string[] = [];
  let unknownType = false;
  for (const { logicalId, type, properties } of program.resources) {
    const provider = providers.get(type);
    if (provider === undefined) {
      unknownType = true;
      problems.push(`Resources/${logicalId}: resource type ${type}`);
      continue;
    }
    const found = unsupportedIn(properties, provider.properties, `Resources/${logicalId}/Properties`);
    problems.push(...found.map((path) => `${path}: property of ${type}`));
  }
  if (problems.length === 0) return;
  const supported = unknownType
    ? ` Supported resource types: ${[...providers.keys()].sort().join(", ")}.`
    : "";
  throw validationError(
    `Not supported by Portcullis, nothing was changed: [${problems.join("; ")}].${supported} See docs/gaps.md.`,
  );
}

/** Paths of members a schema does not list. Function calls are transparent where they have branches. */
function unsupportedIn(value: Value, schema: PropertySchema, path: string): string[] {
  if (schema === true) return [];
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => unsupportedIn(item, schema, `${path}/${index}`));
  }
  if (!isValueMap(value)) return [];
  const call = callOf(value, "anywhere");
  if (call !== undefined) {
    if (call.intrinsic.name !== "Fn::If" || !Array.isArray(call.argument)) return [];
    return call.argument.slice(1).flatMap((branch) => unsupportedIn(branch, schema, path));
  }
  return Object.entries(value).flatMap(([name, nested]) => {
    const inner = Object.hasOwn(schema, name) ? schema[name] : schema["*"];
    if (inner === undefined) return [`${path}/${name}`];
    return unsupportedIn(nested, inner, `${path}/${name}`);
  });
}

/** Fails as a resource handler does when a required property is missing after resolution. */
export function assertRequired(provider: ResourceProvider, properties: Properties): void {
  const missing = provider.required.filter((name) => !Object.hasOwn(properties, name));
  if (missing.length === 0) return;
  const parts = missing.map((name) => `The property {/${name}} is required`);
  throw validationError(`Property validation failure: [${parts.join(", ")}]`);
}
