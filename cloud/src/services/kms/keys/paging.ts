import { AwsError } from "../../../core/errors.ts";
import { type ListQuestion, pageOf as onePage } from "../../../wire/paging.ts";

const PAGE = 100;

interface Question extends ListQuestion {
  readonly input: { readonly Limit?: number | undefined; readonly Marker?: string | undefined };
  /** Items of a page where the input does not say. */
  readonly size?: number;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly rest: { readonly Truncated: boolean; readonly NextMarker?: string };
}

/**
 * @param keyOf what orders the list
 * @throws AwsError InvalidMarkerException
 */
export function pageOf<Item>(
  items: readonly Item[],
  question: Question,
  keyOf: (item: Item) => string,
): Page<Item> {
  const { Limit: size = question.size ?? PAGE, Marker: token } = question.input;
  const invalid = () => new AwsError("InvalidMarkerException", "Could not deserialize marker");
  const page = onePage({ items, keyOf, question, size, token, invalid });
  if (page.next === undefined) return { items: page.items, rest: { Truncated: false } };
  return { items: page.items, rest: { Truncated: true, NextMarker: page.next } };
}
