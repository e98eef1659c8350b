import type { LeftOutResource } from "../../core/ports/held.ts";
import type { Value } from "../../core/ports/resource-provider.ts";
import { callOf } from "../intrinsics/registry.ts";
import { type ConditionValue, referencesOf } from "../intrinsics/walk.ts";
import { isValueMap, member, type ValueMap, valueMap } from "../template/value.ts";
import { isOnlyHeld } from "./held-parts.ts";
import { guardOf } from "./table.ts";

interface ConditionalResource extends LeftOutResource {
  readonly condition?: string;
}

export interface Remainder {
  readonly template: ValueMap;
  /** Of those that a condition may leave out anyway, its name. */
  readonly leftOut: readonly ConditionalResource[];
  /** Places of what is served and refers to something that is left out. */
  readonly problems: readonly { readonly logicalId: string; readonly path: string; readonly what: string }[];
}

/**
 * CFN-LEFT-OUT: the template without the resources of `types`. What refers to them goes with them where it
 * is an output, a dependency or a part of something that is held; anything that is served and refers to
 * them is a problem, for it would not be what it is on AWS.
 */
export function leaveOut(template: ValueMap, types: ReadonlySet<string>): Remainder {
  const resources = mapOf(member(template, "Resources"));
  const leftOut = Object.entries(resources).flatMap(([logicalId, body]): ConditionalResource[] => {
    const { Type: type, Condition: condition } = mapOf(body);
    if (typeof type !== "string" || !types.has(type)) return [];
    const guards = guardOf(type);
    return [
      {
        logicalId,
        type,
        ...(guards === undefined ? {} : { guards }),
        ...(typeof condition === "string" ? { condition } : {}),
      },
    ];
  });
  if (leftOut.length === 0) return { template, leftOut, problems: [] };
  const gone = new Set(leftOut.map(({ logicalId }) => logicalId));
  const problems: Remainder["problems"][number][] = [];
  const kept = Object.entries(resources).flatMap(([logicalId, body]): [string, Value][] => {
    if (gone.has(logicalId)) return [];
    if (!isValueMap(body)) return [[logicalId, body]];
    const rest = withoutDependencies(body, gone);
    const properties = member(rest, "Properties");
    if (properties === undefined) return [[logicalId, rest]];
    if (isOnlyHeld(String(body["Type"])))
      return [[logicalId, { ...rest, Properties: withoutMentions(properties, gone) ?? {} }]];
    for (const { path, name } of mentions(properties, gone, `Resources/${logicalId}/Properties`)) {
      problems.push({ logicalId, path, what: `refers to ${name}, which is left out` });
    }
    return [[logicalId, rest]];
  });
  const { Outputs: outputs, ...rest } = template;
  const keptOutputs = withoutOutputs(mapOf(outputs), gone);
  return {
    template: {
      ...rest,
      Resources: valueMap(kept),
      ...(Object.keys(keptOutputs).length === 0 ? {} : { Outputs: keptOutputs }),
    },
    leftOut,
    problems,
  };
}

/** What was left out though it would be there. */
export function reallyLeftOut(
  resources: readonly ConditionalResource[],
  condition: ConditionValue,
): LeftOutResource[] {
  return resources.flatMap(({ condition: name, ...resource }) =>
    name === undefined || condition(name) !== false ? [resource] : [],
  );
}

function withoutDependencies(body: ValueMap, gone: ReadonlySet<string>): ValueMap {
  const given = member(body, "DependsOn");
  if (given === undefined) return body;
  const { DependsOn: _given, ...rest } = body;
  const names = (Array.isArray(given) ? given : [given]).filter((name) => !gone.has(String(name)));
  return names.length === 0 ? rest : { ...rest, DependsOn: names };
}

function withoutOutputs(outputs: ValueMap, gone: ReadonlySet<string>): ValueMap {
  return valueMap(Object.entries(outputs).filter(([, output]) => mentioned(output, gone) === undefined));
}

/** The value without the function calls that name what is gone. */
function withoutMentions(value: Value, gone: ReadonlySet<string>): Value | undefined {
  if (Array.isArray(value)) {
    return value.flatMap((item) => {
      const inner = withoutMentions(item, gone);
      return inner === undefined ? [] : [inner];
    });
  }
  if (!isValueMap(value)) return value;
  if (callOf(value, "anywhere") !== undefined)
    return mentioned(value, gone) === undefined ? value : undefined;
  return valueMap(
    Object.entries(value).flatMap(([name, item]): [string, Value][] => {
      const inner = withoutMentions(item, gone);
      return inner === undefined ? [] : [[name, inner]];
    }),
  );
}

interface Mention {
  readonly path: string;
  readonly name: string;
}

function mentions(value: Value, gone: ReadonlySet<string>, path: string): Mention[] {
  if (typeof value !== "object" || value === null) return [];
  const isCall = !Array.isArray(value) && callOf(value, "anywhere") !== undefined;
  if (!isCall)
    return Object.entries(value).flatMap(([name, inner]) => mentions(inner, gone, `${path}/${name}`));
  const name = mentioned(value, gone);
  return name === undefined ? [] : [{ path, name }];
}

/** The first of the names that a value refers to. */
function mentioned(value: Value, names: ReadonlySet<string>): string | undefined {
  const { refs, attributes } = referencesOf(value);
  return [...refs, ...attributes.keys()].find((name) => names.has(name));
}

function mapOf(value: Value | undefined): ValueMap {
  return isValueMap(value) ? value : {};
}
