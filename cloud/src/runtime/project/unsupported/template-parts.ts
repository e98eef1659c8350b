import { isInclude } from "../../../cloudformation/engine/includes.ts";
import { isSupportedTransform } from "../../../cloudformation/engine/prepare.ts";
import { isUnsupportedFunction } from "../../../cloudformation/intrinsics/registry.ts";
import { PARAMETER_TYPES } from "../../../cloudformation/template/model.ts";
import { networkTypeOf } from "../../../cloudformation/template/network-parameter.ts";
import {
  isSecret,
  isStored,
  STORED_NAME,
  storedTypeOf,
} from "../../../cloudformation/template/stored-parameter.ts";
import { isValueMap, type ValueMap } from "../../../cloudformation/template/value.ts";
import type { Value } from "../../../core/ports/resource-provider.ts";
import { type Finding, findingOf } from "./finding.ts";

/** What of the sections of a template, and of the functions in it, is not supported here. */
export function partsOfTemplate(template: ValueMap): Finding[] {
  return [
    ...transforms(template),
    ...sections(template),
    ...parameters(template),
    ...functions(template, []),
  ];
}

function transforms({ Transform: given }: ValueMap): Finding[] {
  const named = given === undefined ? [] : Array.isArray(given) ? given : [given];
  return named
    .filter((one) => !isInclude(one))
    .map((one) => (isValueMap(one) ? one["Name"] : one))
    .filter((name): name is string => typeof name === "string" && !isSupportedTransform(name))
    .map((name) => findingOf("", { kind: "transform", what: `the transform ${name}` }, ["Transform"]));
}

function sections(template: ValueMap): Finding[] {
  return template["Hooks"] === undefined
    ? []
    : [findingOf("", { kind: "section", what: "the section Hooks" }, ["Hooks"])];
}

function parameters({ Parameters: given }: ValueMap): Finding[] {
  return Object.entries(isValueMap(given) ? given : {}).flatMap(([name, definition]) => {
    const type = isValueMap(definition) ? definition["Type"] : undefined;
    if (typeof type !== "string" || !/^(List<)?AWS::/.test(type)) return [];
    if (PARAMETER_TYPES.some((known) => known === type) || storedTypeOf(type) !== undefined) return [];
    if (type === STORED_NAME || networkTypeOf(type) !== undefined) return [];
    const what = `the type ${type} of the parameter ${name}`;
    return [findingOf("", { kind: "parameter", what }, ["Parameters", name, "Type"])];
  });
}

/** Each place where a function is called that is not supported, dynamic references among them. */
function functions(value: Value, path: readonly string[]): Finding[] {
  if (typeof value === "string") return dynamicReferences(value, path);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const here = [...path, name];
    if (Array.isArray(value) || !isUnsupportedFunction(name) || isInclude(inner))
      return functions(inner, here);
    return [functionFinding(`the function ${name}`, here)];
  });
}

function dynamicReferences(text: string, path: readonly string[]): Finding[] {
  const found = text.match(/\{\{resolve:[^{}]{1,2000}\}\}/g) ?? [];
  const others = found.filter((reference) => !isStored(reference) && !isSecret(reference));
  return others.map((reference) => functionFinding(`the dynamic reference ${reference}`, path));
}

function functionFinding(what: string, path: readonly string[]): Finding {
  const [section, logicalId = ""] = path;
  return findingOf(section === "Resources" ? logicalId : "", { kind: "function", what }, path);
}
