/**
 * A JSON text that surely breaks the schema: of another type than the schema's, or without what it
 * requires. Undefined when the schema says neither, so that nothing is sent on a guess.
 */
export function refusedBodyOf(schema: string | undefined): string | undefined {
  const { type, required } = membersOf(schema);
  if (type === "object") return "[]";
  if (type === "array") return "{}";
  if (Array.isArray(required) && required.length > 0) return "{}";
  return undefined;
}

function membersOf(schema: string | undefined): { readonly type?: unknown; readonly required?: unknown } {
  try {
    const document: unknown = JSON.parse(schema ?? "{}");
    return typeof document === "object" && document !== null ? document : {};
  } catch {
    return {};
  }
}
