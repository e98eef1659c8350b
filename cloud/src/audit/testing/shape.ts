/** Says what is wrong with a value, one sentence each; nothing where it has the shape. */
export type Shape = (value: unknown, path: string) => readonly string[];

const fails = (path: string, what: string): readonly string[] => [`${path} ${what}`];

export const text: Shape = (value, path) => (typeof value === "string" ? [] : fails(path, "is no text"));

export const boolean: Shape = (value, path) =>
  typeof value === "boolean" ? [] : fails(path, "is neither true nor false");

export const anything: Shape = () => [];

export function integerFrom(least: number): Shape {
  return (value, path) =>
    Number.isInteger(value) && Number(value) >= least ? [] : fails(path, `is no integer from ${least}`);
}

export function oneOf(...words: readonly string[]): Shape {
  return (value, path) =>
    words.includes(String(value)) ? [] : fails(path, `is none of ${words.join(", ")}`);
}

export function matching(pattern: RegExp): Shape {
  return (value, path) =>
    typeof value === "string" && pattern.test(value) ? [] : fails(path, `is not like ${pattern}`);
}

/** @param isSet whether no two items are alike */
export function listOf(item: Shape, { isSet = false } = {}): Shape {
  return (value, path) => {
    if (!Array.isArray(value)) return fails(path, "is no list");
    const isTwice = isSet && new Set(value.map((one) => JSON.stringify(one))).size < value.length;
    return [
      ...(isTwice ? fails(path, "has an item twice") : []),
      ...value.flatMap((one, at) => item(one, `${path}[${at}]`)),
    ];
  };
}

/** Members whose names end in `?` may be left out; others than these are wrong. */
export function objectWith(members: Readonly<Record<string, Shape>>): Shape {
  return (value, path) => {
    if (!isObject(value)) return fails(path, "is no object");
    const known = Object.entries(members).map(([key, shape]) => ({
      name: key.replace(/\?$/, ""),
      isOptional: key.endsWith("?"),
      shape,
    }));
    const strange = Object.keys(value).filter((name) => known.every((member) => member.name !== name));
    return [
      ...strange.flatMap((name) => fails(`${path}.${name}`, "is no member of it")),
      ...known.flatMap(({ name, isOptional, shape }) => {
        if (Object.hasOwn(value, name)) return shape(value[name], `${path}.${name}`);
        return isOptional ? [] : fails(`${path}.${name}`, "is missing");
      }),
    ];
  };
}

/** Any names, values of one kind. */
export function mapOf(shape: Shape): Shape {
  return (value, path) =>
    isObject(value)
      ? Object.entries(value).flatMap(([name, one]) => shape(one, `${path}.${name}`))
      : fails(path, "is no object");
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
