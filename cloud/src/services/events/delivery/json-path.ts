/** A name of a member, an index of a list, or every item of it. */
type Step = string | number | typeof EVERY;
const EVERY = Symbol("every item");

const STEP = /^(?:\.([A-Za-z0-9_-]+)|\[(\d{1,9})\]|\[(\*)\])/;

/**
 * The paths that EventBridge takes: `$`, names after dots, indexes and `[*]`.
 * @returns undefined for another text
 */
export function parseJsonPath(text: string): readonly Step[] | undefined {
  if (!text.startsWith("$")) return undefined;
  const steps: Step[] = [];
  let rest = text.slice(1);
  while (rest !== "") {
    const [all, name, index] = STEP.exec(rest) ?? [];
    if (all === undefined) return undefined;
    steps.push(name ?? (index === undefined ? EVERY : Number(index)));
    rest = rest.slice(all.length);
  }
  return steps;
}

/** What the path leads to; undefined when nothing is there. */
export function valueAt(document: unknown, path: string): unknown {
  const steps = parseJsonPath(path);
  return steps === undefined ? undefined : walk(document, steps);
}

function walk(value: unknown, [step, ...rest]: readonly Step[]): unknown {
  if (step === undefined) return value;
  if (step === EVERY) {
    if (!Array.isArray(value)) return undefined;
    const found = value.map((item) => walk(item, rest)).filter((item) => item !== undefined);
    return found.length === 0 ? undefined : found;
  }
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
  if (Array.isArray(value) !== (typeof step === "number")) return undefined;
  return walk((value as Readonly<Record<string | number, unknown>>)[step], rest);
}
