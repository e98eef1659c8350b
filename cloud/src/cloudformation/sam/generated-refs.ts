import type { Value } from "../../core/ports/resource-provider.ts";
import { isValueMap, valueMap } from "../template/value.ts";

/** `Ref: Fn.Alias`, `${Api.Stage}` and the like → the logical id the transform made. */
export function resolveGeneratedRefs(value: Value, aliases: ReadonlyMap<string, string>): Value {
  if (aliases.size === 0) return value;
  if (Array.isArray(value)) return value.map((item) => resolveGeneratedRefs(item, aliases));
  if (!isValueMap(value)) return value;
  return valueMap(
    Object.entries(value).map(([name, nested]) => [name, resolveMember(name, nested, aliases)] as const),
  );
}

function resolveMember(name: string, nested: Value, aliases: ReadonlyMap<string, string>): Value {
  if (name === "Ref" && typeof nested === "string") return aliases.get(nested) ?? nested;
  if (name === "Fn::Sub" && typeof nested === "string") return substitute(nested, aliases);
  if (name === "Fn::Sub" && Array.isArray(nested) && typeof nested[0] === "string") {
    return [
      substitute(nested[0], aliases),
      ...nested.slice(1).map((item) => resolveGeneratedRefs(item, aliases)),
    ];
  }
  if (name === "Fn::GetAtt" && Array.isArray(nested)) return attribute(nested, aliases);
  return resolveGeneratedRefs(nested, aliases);
}

function substitute(text: string, aliases: ReadonlyMap<string, string>): string {
  return text.replace(
    /\$\{([A-Za-z0-9]+\.[A-Za-z0-9]+)((?:\.[A-Za-z0-9.]+)?)\}/g,
    (whole, name: string, rest: string) => {
      const known = aliases.get(name);
      return known === undefined ? whole : `\${${known}${rest}}`;
    },
  );
}

function attribute(parts: Value[], aliases: ReadonlyMap<string, string>): Value {
  const [logicalId, path] = parts;
  if (typeof logicalId !== "string" || typeof path !== "string") return parts;
  const dot = path.indexOf(".");
  const known = dot === -1 ? aliases.get(logicalId) : aliases.get(`${logicalId}.${path.slice(0, dot)}`);
  return known === undefined || dot === -1 ? parts : [known, path.slice(dot + 1)];
}
