import { type ListQuestion, pageOf as onePage } from "../../../wire/paging.ts";
import { invalidParameter, invalidValue } from "../shared/errors.ts";

interface Question extends ListQuestion {
  readonly input: { readonly MaxResults?: number; readonly NextToken?: string };
}

const MOST = 1000;

/**
 * A page of names in their order. Without MaxResults there are a thousand and no token, as on AWS.
 * @throws SqsError InvalidParameterValue
 */
export function pageOf(
  names: readonly string[],
  question: Question,
): { readonly page: readonly string[]; readonly next: { readonly NextToken?: string } } {
  const { MaxResults: limit, NextToken: token } = question.input;
  if (limit !== undefined && (limit < 1 || limit > MOST)) {
    throw invalidValue(limit, "MaxResults", `MaxResults must be an integer between 1 and ${MOST}.`);
  }
  if (token !== undefined && limit === undefined) {
    throw invalidParameter("MaxResults is a mandatory parameter when you provide a value for NextToken.");
  }
  const { items: page, next } = onePage({
    items: names,
    keyOf: (name) => name,
    question,
    size: limit ?? MOST,
    token,
    invalid: () => invalidParameter("NextToken is not a valid token."),
  });
  return { page, next: limit === undefined || next === undefined ? {} : { NextToken: next } };
}
