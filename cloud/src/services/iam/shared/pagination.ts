import { type ListQuestion, pageOf } from "../../../wire/paging.ts";
import { validationError } from "./errors.ts";

const DEFAULT_ITEMS = 100;

interface Question extends ListQuestion {
  /** Members every list request has. */
  readonly input: { readonly MaxItems?: number; readonly Marker?: string };
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Members every list reply ends with. */
  readonly members: { readonly IsTruncated: boolean; readonly Marker?: string };
}

/** One page of a list in a stable order. @throws AwsError ValidationError */
export function paginate<Item>(
  question: Question,
  items: readonly Item[],
  keyOf: (item: Item) => string,
): Page<Item> {
  const { MaxItems: size = DEFAULT_ITEMS, Marker: token } = question.input;
  const invalid = () => validationError("Invalid Marker.");
  const page = pageOf({ items, keyOf, question, size, token, invalid });
  if (page.next === undefined) return { items: page.items, members: { IsTruncated: false } };
  return { items: page.items, members: { IsTruncated: true, Marker: page.next } };
}
