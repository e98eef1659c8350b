import type { Member, Shape } from "../models/constraints.ts";

export interface Form {
  /** By name; a name that comes twice has its first value. */
  readonly values: ReadonlyMap<string, string>;
  /** Every beginning of a name that ends before a dot: what has members in the form. */
  readonly parents: ReadonlySet<string>;
}

/** No input of a model is as deep; a longer name is nobody's. */
const DEEPEST_NAME = 32;

/** What stands where the model asks for a number or a truth. */
export class QueryValueError extends Error {
  constructor(path: string, text: string, expected: string) {
    super(`Value '${text}' at '${path}' must be ${expected}`);
    this.name = "QueryValueError";
  }
}

export function parseForm(text: string): Form {
  const values = new Map<string, string>();
  const parents = new Set<string>();
  for (const [name, value] of new URLSearchParams(text)) {
    const parts = name.split(".", DEEPEST_NAME + 1);
    if (values.has(name) || parts.length > DEEPEST_NAME) continue;
    values.set(name, value);
    for (let count = 1; count < parts.length; count += 1) parents.add(parts.slice(0, count).join("."));
  }
  return { values, parents };
}

/**
 * The members of an input out of a form: `Name=…`, `List.member.1=…`, `List.member.1.Member=…`,
 * `Map.entry.1.key=…`. Parameters that no member names are left out, as AWS does.
 * @throws QueryValueError
 */
export function decodeQueryInput(shape: Shape, form: Form): Record<string, unknown> {
  return structureAt(shape, form, "") ?? {};
}

function structureAt(shape: Shape, form: Form, prefix: string): Record<string, unknown> | undefined {
  const found = Object.entries(shape)
    .map(([name, member]) => [name, valueAt(member, form, `${prefix}${wireName(name, member)}`)] as const)
    .filter(([, value]) => value !== undefined);
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

function wireName(name: string, { wire }: Member): string {
  return wire?.wireName ?? name;
}

function valueAt(member: Member, form: Form, path: string): unknown {
  switch (member.type) {
    case "structure":
      // Asked first: a shape may contain itself.
      return form.parents.has(path) ? structureAt(member.members ?? {}, form, `${path}.`) : undefined;
    case "list":
      return listAt(member, form, path);
    case "map":
      return mapAt(member, form, path);
    default: {
      const text = form.values.get(path);
      return text === undefined ? undefined : scalar(member, text, path);
    }
  }
}

/** Items count from 1 until one is missing; `List=` alone is the empty list. */
function listAt({ items, wire }: Member, form: Form, path: string): unknown[] | undefined {
  if (items === undefined) throw new Error(`The model says no items of ${path}`);
  const base = wire?.flattened ? path : `${path}.${wireName("member", items)}`;
  const found: unknown[] = [];
  for (let index = 1; ; index += 1) {
    const value = valueAt(items, form, `${base}.${index}`);
    if (value === undefined) break;
    found.push(value);
  }
  return found.length > 0 || form.values.has(path) ? found : undefined;
}

function mapAt({ items, keys, wire }: Member, form: Form, path: string): Record<string, unknown> | undefined {
  if (items === undefined) throw new Error(`The model says no values of ${path}`);
  const base = wire?.flattened ? path : `${path}.entry`;
  const found = Object.create(null) as Record<string, unknown>;
  for (let index = 1; ; index += 1) {
    const key = form.values.get(`${base}.${index}.${keys?.wire?.wireName ?? "key"}`);
    if (key === undefined) break;
    found[key] = valueAt(items, form, `${base}.${index}.${wireName("value", items)}`);
  }
  return Object.keys(found).length > 0 || form.values.has(path) ? found : undefined;
}

const WHOLE_NUMBER = /^[-+]?\d{1,15}$/;

function scalar({ type }: Member, text: string, path: string): unknown {
  switch (type) {
    case "integer":
      if (!WHOLE_NUMBER.test(text)) throw new QueryValueError(path, text, "an integer");
      return Number(text);
    case "number":
      if (text === "" || !Number.isFinite(Number(text))) throw new QueryValueError(path, text, "a number");
      return Number(text);
    case "boolean":
      if (text !== "true" && text !== "false") throw new QueryValueError(path, text, "a boolean");
      return text === "true";
    default:
      return text;
  }
}
