/** No input of a service model comes near it. */
const DEEPEST_INPUT = 64;

/** The text of a body is not a JSON object, or is nested deeper than any model. */
export class NotAJsonObjectError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "NotAJsonObjectError";
  }
}

/**
 * The JSON object of a body; an empty body is an empty object. A null member is a member left out;
 * nulls in lists stay for the shape check to refuse.
 * @throws NotAJsonObjectError
 */
export function parseJsonObject(body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch {
    throw new NotAJsonObjectError("The body is not valid JSON.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new NotAJsonObjectError("The body is not a JSON object.");
  }
  return withoutNulls(value, DEEPEST_INPUT) as Record<string, unknown>;
}

function withoutNulls(value: unknown, depth: number): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (depth === 0) throw new NotAJsonObjectError("The body is nested too deeply.");
  if (Array.isArray(value)) return value.map((item) => withoutNulls(item, depth - 1));
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) =>
      member === null ? [] : [[name, withoutNulls(member, depth - 1)]],
    ),
  );
}
