import { createArnMatcher } from "../matching/matcher.ts";
import { type ConditionOperator, pair } from "./operator.ts";

/** ArnEquals and ArnLike behave alike: each of the six parts is matched with wildcards. */
const like = pair((expected, variables) => createArnMatcher(expected, { variables }));

export const ARN_OPERATORS: Readonly<Record<string, ConditionOperator>> = {
  ArnEquals: like.is,
  ArnLike: like.is,
  ArnNotEquals: like.isNot,
  ArnNotLike: like.isNot,
};
