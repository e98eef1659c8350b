import { isInsightsLayer } from "../../core/insights-layer.ts";
import type { HeldPart } from "../../core/ports/held.ts";
import type { Properties, Value } from "../../core/ports/resource-provider.ts";
import { isValueMap, member } from "../template/value.ts";
import { HELD_PROPERTIES, HELD_TYPES } from "./table.ts";

/** What of a resource is held and not served. */
export function heldParts({
  logicalId,
  type,
  properties,
  definition,
}: {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Properties;
  readonly definition?: { readonly updatePolicy?: Value | undefined };
}): HeldPart[] {
  const held = Object.hasOwn(HELD_TYPES, type) ? HELD_TYPES[type] : undefined;
  if (held !== undefined) return [{ logicalId, type, why: held.why }];
  const kept = Object.entries(heldProperties(type)).flatMap(([property, why]) =>
    member({ ...properties }, property) === undefined ? [] : [{ logicalId, type, property, why }],
  );
  if (definition?.updatePolicy !== undefined) return [...kept, { logicalId, type, ...AT_ONCE }];
  if (type !== FUNCTION || !hasInsights(properties["Layers"])) return kept;
  return [...kept, { logicalId, type, ...INSIGHTS }];
}

const FUNCTION = "AWS::Lambda::Function";
const AT_ONCE = {
  property: "UpdatePolicy",
  why: "all traffic moves to a new version at once: no hook is invoked and no alarm asked",
} as const;
const INSIGHTS = {
  property: "the layer LambdaInsightsExtension",
  why: "it sends metrics to AWS, and there are none here",
} as const;

/** Stands for the region of the stack. */
const HERE = "-";

function hasInsights(layers: Value | undefined): boolean {
  return Array.isArray(layers) && layers.some((layer) => isInsightsOf(layer));
}

/**
 * Whether an item of `Layers`, resolved or with pseudo parameters in `Fn::Sub`, is the extension.
 * @param region that it has to be of; any when left out
 */
export function isInsightsOf(layer: Value, region?: string): boolean {
  const text = isValueMap(layer) ? layer["Fn::Sub"] : layer;
  if (typeof text !== "string") return false;
  const arn = text.replaceAll("${AWS::Partition}", "aws").replaceAll("${AWS::Region}", HERE);
  const given = arn.split(":")[3] ?? "";
  return isInsightsLayer(arn, given === HERE ? HERE : (region ?? given));
}

/** Properties of a served type that are held, with why. */
export function heldProperties(type: string): Readonly<Record<string, string>> {
  return (Object.hasOwn(HELD_PROPERTIES, type) ? HELD_PROPERTIES[type] : undefined) ?? {};
}

/** Whether a type is kept as a definition, by no service. */
export function isOnlyHeld(type: string): boolean {
  return Object.hasOwn(HELD_TYPES, type) && HELD_TYPES[type]?.made !== undefined;
}
