import type { Value } from "../../core/ports/resource-provider.ts";
import { isValueMap, valueMap } from "../template/value.ts";
import type { ExpansionContext } from "./expansion/expansion-context.ts";

type Names = Pick<ExpansionContext, "aliases" | "renamed">;

/** `Ref: Fn.Alias`, `${Api.Stage}`, a renamed layer and the like → the logical id the transform made. */
export function resolveGeneratedRefs(value: Value, names: Names): Value {
  if (names.aliases.size === 0 && names.renamed.size === 0) return value;
  if (Array.isArray(value)) return value.map((item) => resolveGeneratedRefs(item, names));
  if (!isValueMap(value)) return value;
  return valueMap(
    Object.entries(value).map(([name, nested]) => [name, resolveMember(name, nested, names)] as const),
  );
}

function resolveMember(name: string, nested: Value, names: Names): Value {
  if (name === "Ref" && typeof nested === "string") {
    return names.aliases.get(nested) ?? names.renamed.get(nested) ?? nested;
  }
  if (name === "Fn::Sub" && typeof nested === "string") return substitute(nested, names);
  if (name === "Fn::Sub" && Array.isArray(nested) && typeof nested[0] === "string") {
    return [
      substitute(nested[0], names),
      ...nested.slice(1).map((item) => resolveGeneratedRefs(item, names)),
    ];
  }
  if (name === "Fn::GetAtt" && Array.isArray(nested)) return attribute(nested, names);
  if (name === "DependsOn") return dependencies(nested, names);
  return resolveGeneratedRefs(nested, names);
}

function dependencies(nested: Value, { renamed }: Names): Value {
  if (typeof nested === "string") return renamed.get(nested) ?? nested;
  if (!Array.isArray(nested)) return nested;
  return nested.map((id) => (typeof id === "string" ? (renamed.get(id) ?? id) : id));
}

function substitute(text: string, { aliases, renamed }: Names): string {
  return text.replace(/\$\{([A-Za-z0-9]+)((?:\.[A-Za-z0-9]+)*)\}/g, (whole, id: string, path: string) => {
    const [, first = "", ...rest] = path.split(".");
    const alias = aliases.get(`${id}.${first}`);
    if (alias !== undefined) return `\${${[alias, ...rest].join(".")}}`;
    const name = renamed.get(id);
    return name === undefined ? whole : `\${${name}${path}}`;
  });
}

function attribute(parts: Value[], { aliases, renamed }: Names): Value {
  const [logicalId, path, ...more] = parts;
  if (typeof logicalId !== "string" || typeof path !== "string") return parts;
  // `[Fn.Version, Version]` as well as `Fn.Version.Version`.
  const generated = aliases.get(logicalId);
  if (generated !== undefined) return [generated, path, ...more];
  const dot = path.indexOf(".");
  const alias = dot === -1 ? undefined : aliases.get(`${logicalId}.${path.slice(0, dot)}`);
  if (alias !== undefined) return [alias, path.slice(dot + 1), ...more];
  return [renamed.get(logicalId) ?? logicalId, path, ...more];
}
