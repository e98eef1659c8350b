import { invalidParameter } from "../../shared/errors.ts";
import type { UserFilter } from "./store.ts";

const SEARCHABLE: ReadonlySet<string> = new Set([
  "username",
  "email",
  "phone_number",
  "name",
  "given_name",
  "family_name",
  "preferred_username",
  "cognito:user_status",
  "status",
  "sub",
]);

const GRAMMAR = /^\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/u;

/**
 * `email ^= "a"`, `username = "ann"`; a blank filter is none.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/how-to-manage-user-accounts.html
 */
export function parseFilter(text: string | undefined): UserFilter | undefined {
  if (text === undefined || text.trim() === "") return undefined;
  const [, attribute = "", operator, quoted = ""] = GRAMMAR.exec(text) ?? [];
  if (operator === undefined) throw invalidParameter("Error while parsing filter");
  if (!SEARCHABLE.has(attribute)) throw invalidParameter(`Invalid search attribute: ${attribute}`);
  return {
    attribute,
    comparison: operator === "=" ? "equals" : "starts-with",
    value: quoted.replace(/\\(.)/gu, "$1"),
  };
}
