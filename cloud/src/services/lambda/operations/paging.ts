import type { ListFunctionsRequest } from "../../../wire/models/generated/lambda.types.ts";
import { type ListQuestion, pageOf as onePage } from "../../../wire/paging.ts";
import { invalidParameter } from "../shared/errors.ts";

const DEFAULT_PAGE = 50;

interface Question extends ListQuestion {
  readonly input: Pick<ListFunctionsRequest, "Marker" | "MaxItems">;
}

/** One page of a list of Lambda. @throws AwsError InvalidParameterValueException */
export function pageOf<Item>(
  items: readonly Item[],
  question: Question,
  keyOf: (item: Item) => string,
): { readonly items: readonly Item[]; readonly nextMarker: { NextMarker?: string } } {
  const { Marker: token, MaxItems = DEFAULT_PAGE } = question.input;
  const size = Math.min(MaxItems, DEFAULT_PAGE);
  const invalid = () => invalidParameter("The provided Marker is invalid.");
  const page = onePage({ items, keyOf, question, size, token, invalid });
  return { items: page.items, nextMarker: page.next === undefined ? {} : { NextMarker: page.next } };
}
