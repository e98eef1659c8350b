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
  removeNulls(value, DEEPEST_INPUT);
  return value as Record<string, unknown>;
}

/** In place: nobody else has what was just parsed. */
function removeNulls(value: object, depth: number): void {
  if (depth === 0) throw new NotAJsonObjectError("The body is nested too deeply.");
  const isList = Array.isArray(value);
  const members = value as Record<string, unknown>;
  for (const name of Object.keys(members)) {
    const member = members[name];
    if (typeof member !== "object") continue;
    if (member !== null) removeNulls(member, depth - 1);
    else if (!isList) delete members[name];
  }
}
