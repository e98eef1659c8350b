import { UserError } from "../../core/errors.ts";

/** Readers of members of `portcullis.json` and of the people file; `what` names the member in messages. */
export function objectOf(value: unknown, what: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw new UserError(`${what} must be an object.`);
}

export function stringOf(value: unknown, what: string): string {
  if (typeof value === "string" && value !== "" && !value.includes("\0")) return value;
  throw new UserError(`${what} must be a text that is not empty.`);
}

export function optionalStringOf(value: unknown, what: string): string | undefined {
  return value === undefined ? undefined : stringOf(value, what);
}

/** @param items what the list is of, e.g. `paths` */
export function listOf(value: unknown, what: string, items: string): string[] {
  if (Array.isArray(value) && value.every((entry) => typeof entry === "string")) return value;
  throw new UserError(`${what} must be a list of ${items}.`);
}

export function stringsOf(value: unknown, what: string): Record<string, string> {
  const members = Object.entries(objectOf(value, what));
  for (const [name, text] of members) {
    if (typeof text !== "string") throw new UserError(`${what}: ${quoted(name)} must be a text.`);
  }
  return Object.fromEntries(members) as Record<string, string>;
}

export function assertKnownMembers(
  members: Readonly<Record<string, unknown>>,
  known: ReadonlySet<string>,
  what: string,
): void {
  const unknown = Object.keys(members).find((name) => !known.has(name));
  if (unknown !== undefined) throw new UserError(`${what} unknown member ${quoted(unknown)}.`);
}

export function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
