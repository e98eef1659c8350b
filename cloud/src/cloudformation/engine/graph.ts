import { validationError } from "../shared/errors.ts";

/** Which nodes each node needs; names of nodes that do not exist are ignored. */
export type Dependencies = ReadonlyMap<string, readonly string[]>;

/**
 * Order in which every node comes after what it needs; among the free ones the order of the map.
 * Throws when there is a cycle, naming its members.
 */
export function topologicalOrder(dependencies: Dependencies): string[] {
  const waiting = new Map<string, Set<string>>();
  const dependents = new Map<string, string[]>();
  for (const [name, needs] of dependencies) {
    const known = new Set(needs.filter((need) => dependencies.has(need)));
    waiting.set(name, known);
    for (const need of known) dependents.set(need, [...(dependents.get(need) ?? []), name]);
  }
  const position = new Map([...dependencies.keys()].map((name, index) => [name, index]));
  const byPosition = (a: string, b: string) => (position.get(a) ?? 0) - (position.get(b) ?? 0);
  let free = [...waiting].filter(([, needs]) => needs.size === 0).map(([name]) => name);
  const order: string[] = [];
  while (free.length > 0) {
    const [next = "", ...rest] = free;
    order.push(next);
    waiting.delete(next);
    const freed = (dependents.get(next) ?? []).filter((name) => {
      const needs = waiting.get(name);
      needs?.delete(next);
      return needs?.size === 0;
    });
    free = freed.length === 0 ? rest : [...rest, ...freed].sort(byPosition);
  }
  if (waiting.size > 0) throw circular(waiting);
  return order;
}

/** Nodes that only hang on a cycle without being part of it are left out of the message. */
function circular(waiting: Map<string, Set<string>>): Error {
  for (let changed = true; changed; ) {
    changed = false;
    for (const name of [...waiting.keys()]) {
      if ([...waiting.values()].some((needs) => needs.has(name))) continue;
      waiting.delete(name);
      changed = true;
    }
  }
  return validationError(`Circular dependency between resources: [${[...waiting.keys()].join(", ")}]`);
}
