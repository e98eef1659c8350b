import { createMatcher } from "../matching/matcher.ts";
import { type ConditionOperator, pair } from "./operator.ts";

const exact = pair((expected, variables) => createMatcher(expected, { wildcards: false, variables }));
const like = pair((expected, variables) => createMatcher(expected, { wildcards: true, variables }));
const ignoringCase = pair((expected, variables) => {
  const matcher = createMatcher(lowerOutsideVariables(expected), { wildcards: false, variables });
  return (actual, lookup) => matcher(actual.toLowerCase(), (name) => lookup(name)?.toLowerCase());
});

function lowerOutsideVariables(text: string): string {
  return text.replace(/\$\{[^}]*\}|[^$]+|\$/g, (part) => (part.startsWith("${") ? part : part.toLowerCase()));
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
export const STRING_OPERATORS: Readonly<Record<string, ConditionOperator>> = {
  StringEquals: exact.is,
  StringNotEquals: exact.isNot,
  StringEqualsIgnoreCase: ignoringCase.is,
  StringNotEqualsIgnoreCase: ignoringCase.isNot,
  StringLike: like.is,
  StringNotLike: like.isNot,
};
