import type { HeldPart } from "../../core/ports/held.ts";
import type { Properties } from "../../core/ports/resource-provider.ts";
import { member } from "../template/value.ts";
import { HELD_PROPERTIES, HELD_TYPES } from "./table.ts";

/** What of a resource is held and not served. */
export function heldParts({
  logicalId,
  type,
  properties,
}: {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Properties;
}): HeldPart[] {
  const held = Object.hasOwn(HELD_TYPES, type) ? HELD_TYPES[type] : undefined;
  if (held !== undefined) return [{ logicalId, type, why: held.why }];
  return Object.entries(heldProperties(type)).flatMap(([property, why]) =>
    member({ ...properties }, property) === undefined ? [] : [{ logicalId, type, property, why }],
  );
}

/** Properties of a served type that are held, with why. */
export function heldProperties(type: string): Readonly<Record<string, string>> {
  return (Object.hasOwn(HELD_PROPERTIES, type) ? HELD_PROPERTIES[type] : undefined) ?? {};
}

/** Whether a type is kept as a definition, by no service. */
export function isOnlyHeld(type: string): boolean {
  return Object.hasOwn(HELD_TYPES, type) && HELD_TYPES[type]?.made !== undefined;
}
