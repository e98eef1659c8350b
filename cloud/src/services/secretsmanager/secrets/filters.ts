import type { Filter } from "../../../wire/models/generated/secretsmanager.types.ts";
import type { Secret } from "./secret.ts";

type Texts = (secret: Secret) => readonly string[];

const TEXTS: Readonly<Record<NonNullable<Filter["Key"]>, Texts>> = {
  description: ({ description = "" }) => [description],
  name: ({ name }) => [name],
  "tag-key": ({ tags }) => Object.keys(tags),
  "tag-value": ({ tags }) => Object.values(tags),
  "primary-region": () => [],
  "owning-service": () => [],
  all: ({ name, description = "", tags }) => [name, description, ...Object.entries(tags).flat()],
};
/** Names and tags know upper and lower case. */
const EXACT_CASE: ReadonlySet<string> = new Set(["name", "tag-key", "tag-value"]);

/**
 * Whether all filters let a secret through; a text matches by its beginning, one behind `!` must not.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_search-secret.html
 */
export function filterOf(filters: readonly Filter[]): (secret: Secret) => boolean {
  return (secret) => filters.every((filter) => matches(secret, filter));
}

function matches(secret: Secret, { Key = "all", Values = [] }: Filter): boolean {
  const fold = (text: string): string => (EXACT_CASE.has(Key) ? text : text.toLowerCase());
  const texts = TEXTS[Key](secret).map(fold);
  const begins = (wanted: string): boolean => texts.some((text) => text.startsWith(fold(wanted)));
  return Values.some((value) => (value.startsWith("!") ? !begins(value.slice(1)) : begins(value)));
}
