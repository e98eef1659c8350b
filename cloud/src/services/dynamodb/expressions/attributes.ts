import { attributeAt, type Names, tokensOf } from "./tokens.ts";

/**
 * Top-level names of the attributes in the expressions.
 * @returns undefined when one of them cannot be told
 */
export function attributesIn(
  expressions: readonly (string | undefined)[],
  names: Names = {},
): readonly string[] | undefined {
  const found = new Set<string>();
  for (const expression of expressions) {
    const tokens = tokensOf(expression ?? "");
    if (tokens === undefined) return undefined;
    for (const at of tokens.keys()) {
      const attribute = attributeAt(tokens, at, names);
      if (attribute === null) return undefined;
      if (attribute !== undefined) found.add(attribute);
    }
  }
  return [...found];
}

/** The attribute that a path in one of the lists of old begins with: `address.street[0]`. */
export function firstOfPath(path: string): string {
  return path.split(/[.[]/, 1)[0] ?? path;
}
