import { invalidParameter } from "../errors.ts";

interface Paged<Item> {
  readonly items: readonly Item[];
  readonly next: string | undefined;
}

/** @throws AwsError InvalidParameterValue for a token of no page */
export function pageOf<Item extends { readonly name: string }>(
  all: readonly Item[],
  { token, size }: { readonly token: string | undefined; readonly size: number },
): Paged<Item> {
  const after = token === undefined ? undefined : Buffer.from(token, "base64url").toString("utf8");
  const start = after === undefined ? 0 : all.findIndex(({ name }) => name === after) + 1;
  if (after !== undefined && start === 0) throw invalidParameter("The next token is not valid.");
  const items = all.slice(start, start + size);
  const last = items.at(-1);
  const isEnd = last === undefined || start + items.length >= all.length;
  return { items, next: isEnd ? undefined : Buffer.from(last.name).toString("base64url") };
}
