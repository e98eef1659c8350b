export type JsonBody =
  | { readonly kind: "object"; readonly members: Readonly<Record<string, unknown>> }
  | { readonly kind: "refused"; readonly reason: string };

/** Reads a body that must be a JSON object; a refusal says why and shows the `example`. */
export function parseJsonObject(body: string, example: string): JsonBody {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return { kind: "refused", reason: "The body must be JSON." };
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    return { kind: "refused", reason: `The body must be an object such as ${example}.` };
  }
  return { kind: "object", members: parsed as Record<string, unknown> };
}

/** Why a body is refused that says more than it may; undefined when it does not. */
export function surplusOf(others: Readonly<Record<string, unknown>>): string | undefined {
  const [name] = Object.keys(others);
  return name === undefined ? undefined : `Unknown member ${JSON.stringify(name.slice(0, 40))}.`;
}
