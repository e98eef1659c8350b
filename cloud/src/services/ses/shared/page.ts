import { type ListQuestion, pageOf as onePage, type Page } from "../../../wire/paging.ts";
import { invalidParameter } from "./errors.ts";

/** One page of a list of SES. @throws AwsError InvalidParameterValue for a token of no page */
export function pageOf<Item extends { readonly name: string }>(
  items: readonly Item[],
  question: ListQuestion,
  { token, size }: { readonly token: string | undefined; readonly size: number },
): Page<Item> {
  const invalid = () => invalidParameter("The next token is not valid.");
  return onePage({ items, keyOf: ({ name }) => name, question, token, size, invalid });
}
