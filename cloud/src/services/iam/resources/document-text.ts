import type { Properties, Value } from "../../../core/ports/resource-provider.ts";
import {
  mapsProperty,
  requiredTextProperty,
  tagsProperty,
} from "../../../core/properties/property-values.ts";
import type { Tag } from "../../../iam/identities/model/role.ts";
import { assertTagKeysDiffer } from "../shared/limits.ts";

/** JSON text of a policy document given as an object or as text. */
export function documentText(value: Value | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}

/** Tags of the stack, then those of the resource, which win. */
export function tagsOf(stackTags: Readonly<Record<string, string>>, properties: Properties): Tag[] {
  assertTagKeysDiffer(mapsProperty(properties, "Tags").map((tag) => requiredTextProperty(tag, "Key")));
  const tags = { ...stackTags, ...tagsProperty(properties) };
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}
