import type { Value } from "../../../core/ports/resource-provider.ts";
import { written } from "../../edits/provenance.ts";
import { isValueMap } from "../../template/value.ts";
import type { ExpandedApi, ExpansionContext } from "../expansion/expansion-context.ts";
import { byCodePoint } from "../expansion/python.ts";
import { NO_VALUE, when } from "../expansion/values.ts";
import { pathsOf } from "./document.ts";

/** `Fn::Or` takes ten. */
const MAX_ALTERNATIVES = 10;

/** Routes of conditional functions exist only while the condition holds, paths while one route does. */
export function wrapConditions(
  { logicalId, document = {}, edits, routeConditions }: ExpandedApi,
  context: ExpansionContext,
): void {
  if (![...routeConditions.values()].some((condition) => condition !== undefined)) return;
  const paths = pathsOf(document);
  for (const [path, item] of Object.entries(paths)) {
    if (!isValueMap(item)) continue;
    const conditions: (string | undefined)[] = [];
    for (const [method, operation] of Object.entries(item)) {
      if (!routeConditions.has(`${method} ${path}`)) continue;
      const condition = routeConditions.get(`${method} ${path}`);
      conditions.push(condition);
      if (condition !== undefined) edits.set(item, method, when(condition, operation));
    }
    const name = `${logicalId}${pathPart(path)}PathCondition`;
    const condition = anyOf(conditions, name, context);
    if (condition === undefined) continue;
    const branches = [condition, item, NO_VALUE];
    const chosen = written({ "Fn::If": condition === name ? written(branches) : branches });
    edits.set(paths, path, chosen);
  }
}

/** Paths that exist only while one of their routes does. */
export function conditionalPaths({ routeConditions }: ExpandedApi): Set<string> {
  const paths = new Set<string>();
  const always = new Set<string>();
  for (const [route, condition] of routeConditions) {
    const path = route.slice(route.indexOf(" ") + 1);
    (condition === undefined ? always : paths).add(path);
  }
  for (const path of always) paths.delete(path);
  return paths;
}

function pathPart(path: string): string {
  return path.replaceAll("/", "SLASH").replaceAll("{", "OB").replaceAll("}", "CB");
}

/** One condition for "any of these"; undefined when one of them always holds. */
export function anyOf(
  conditions: readonly (string | undefined)[],
  name: string,
  context: ExpansionContext,
): string | undefined {
  const distinct = new Set(conditions);
  if (distinct.has(undefined) || distinct.size === 0) return undefined;
  let names = [...distinct].flatMap((condition) => condition ?? []).sort(byCodePoint);
  if (names.length === 1) return names[0];
  let further = Math.floor((names.length - 2) / (MAX_ALTERNATIVES - 1));
  while (names.length > 1) {
    const own = further > 0 ? `${name}${further}` : name;
    further -= 1;
    const terms: Value[] = names.slice(0, MAX_ALTERNATIVES).map((one) => ({ Condition: one }));
    context.conditions.set(own, { "Fn::Or": terms });
    names = [...names.slice(MAX_ALTERNATIVES), own];
  }
  return name;
}
