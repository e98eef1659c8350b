import type { Value } from "../../../core/ports/resource-provider.ts";
import { isValueMap, type ValueMap } from "../../template/value.ts";
import { type ApiDraft, type Draft, IMPLICIT_API } from "../draft.ts";
import { pathsOf } from "./paths.ts";

/** More alternatives than `Fn::Or` takes are grouped. */
const MAX_ALTERNATIVES = 10;

/** Routes of conditional functions exist only while the condition holds. */
export function wrapConditions(api: ApiDraft, draft: Draft): void {
  if (api.routeConditions.size === 0) return;
  const paths = pathsOf(api.document);
  for (const [path, item] of Object.entries(paths)) {
    if (!isValueMap(item)) continue;
    for (const [method, operation] of Object.entries(item)) {
      const condition = api.routeConditions.get(`${method} ${path}`);
      if (condition !== undefined) item[method] = when(condition, operation);
    }
    if (api.logicalId !== IMPLICIT_API) continue;
    const name = `${IMPLICIT_API}${pathPart(path)}PathCondition`;
    const condition = anyOf(conditionsOf(api, path), name, draft);
    if (condition !== undefined) paths[path] = when(condition, item);
  }
}

/** Condition under which the implicit API exists: one of its functions does. */
export function implicitApiCondition(api: ApiDraft, draft: Draft): string | undefined {
  const all = Object.keys(pathsOf(api.document)).flatMap((path) => conditionsOf(api, path));
  return anyOf(all, `${IMPLICIT_API}Condition`, draft);
}

function when(condition: string, value: Value): ValueMap {
  return { "Fn::If": [condition, value, { Ref: "AWS::NoValue" }] };
}

function pathPart(path: string): string {
  const spelled = path.replaceAll("/", "SLASH").replaceAll("{", "OB").replaceAll("}", "CB");
  return spelled.replace(/[^A-Za-z0-9]/g, "");
}

/** Conditions of the routes of a path; undefined stands for a route that always exists. */
function conditionsOf(api: ApiDraft, path: string): (string | undefined)[] {
  const item = pathsOf(api.document)[path];
  const methods = isValueMap(item) ? Object.keys(item).filter((method) => method !== "options") : [];
  return methods.map((method) => api.routeConditions.get(`${method} ${path}`));
}

/** One condition for "any of these"; undefined when one of them always holds. */
function anyOf(conditions: readonly (string | undefined)[], name: string, draft: Draft): string | undefined {
  const distinct = new Set(conditions);
  if (distinct.has(undefined) || distinct.size === 0) return undefined;
  const names = [...distinct].flatMap((condition) => condition ?? []);
  if (names.length === 1) return names[0];
  draft.conditions.set(name, either(names.map((condition) => ({ Condition: condition }))));
  return name;
}

function either(terms: readonly Value[]): Value {
  if (terms.length <= MAX_ALTERNATIVES) return { "Fn::Or": [...terms] };
  const head = terms.slice(0, MAX_ALTERNATIVES - 1);
  const tail = terms.slice(MAX_ALTERNATIVES - 1);
  return { "Fn::Or": [...head, tail.length === 1 ? (tail[0] ?? "") : either(tail)] };
}
