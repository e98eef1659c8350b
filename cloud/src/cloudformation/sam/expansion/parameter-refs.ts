import type { Value } from "../../../core/ports/resource-provider.ts";
import { inheritProvenance, markWritten } from "../../edits/provenance.ts";
import { isValueMap, type ValueMap, valueMap } from "../../template/value.ts";

const PSEUDO = new Set(["AWS::Partition", "AWS::Region"]);

/**
 * Replaces references to parameters, in `Ref` and inside `Fn::Sub`, by their values. References
 * to resources stay: only the engine can answer them.
 */
export function resolveParameterRefs(value: Value, parameters: ReadonlyMap<string, Value>): Value {
  if (Array.isArray(value)) {
    const items = value.map((item) => resolveParameterRefs(item, parameters));
    return withPseudo(items, value);
  }
  if (!isValueMap(value)) return value;
  const keys = Object.keys(value);
  if (keys.length === 1 && typeof value["Ref"] === "string") return parameters.get(value["Ref"]) ?? value;
  if (keys.length === 1 && value["Fn::Sub"] !== undefined)
    return { "Fn::Sub": sub(value["Fn::Sub"], parameters) };
  const members = Object.entries(value).map(
    ([name, nested]) => [name, resolveParameterRefs(nested, parameters)] as const,
  );
  return withPseudo(valueMap(members), value);
}

/** Values of pseudo parameters are no texts of the template. */
function withPseudo<T extends ValueMap | Value[]>(resolved: T, original: ValueMap | Value[]): T {
  inheritProvenance(resolved, original);
  for (const [place, value] of Object.entries(original)) {
    if (isValueMap(value) && PSEUDO.has(String(value["Ref"]))) markWritten(resolved, place);
  }
  return resolved;
}

function sub(argument: Value, parameters: ReadonlyMap<string, Value>): Value {
  if (typeof argument === "string") return substitute(argument, parameters);
  if (!Array.isArray(argument)) return argument;
  const [text, variables = {}] = argument;
  const own = new Map(parameters);
  if (isValueMap(variables)) for (const name of Object.keys(variables)) own.delete(name);
  return [
    typeof text === "string" ? substitute(text, own) : (text ?? ""),
    resolveParameterRefs(variables, parameters),
  ];
}

function substitute(text: string, parameters: ReadonlyMap<string, Value>): string {
  return text.replace(/\$\{([A-Za-z0-9:]+)\}/g, (whole, name: string) => {
    const value = parameters.get(name);
    return value === undefined || typeof value === "object" ? whole : String(value);
  });
}
