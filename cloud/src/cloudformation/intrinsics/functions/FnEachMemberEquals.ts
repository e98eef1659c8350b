import { templateError } from "../../shared/errors.ts";
import { isListOrCall, isStringOrCall, resolveString, resolveStrings } from "../shared/arguments.ts";
import type { IntrinsicFunction } from "../shared/function.ts";

const SHAPE =
  "every Fn::EachMemberEquals object requires two parameters, (1) a list of strings and (2) a string.";

/** Rules only: true when every item of a list is one text. */
export const FnEachMemberEquals: IntrinsicFunction = {
  name: "Fn::EachMemberEquals",
  check: (argument) => {
    const valid = Array.isArray(argument) && argument.length === 2;
    if (!valid || !isListOrCall(argument[0]) || !isStringOrCall(argument[1])) throw templateError(SHAPE);
  },
  resolve: (argument, evaluation) => {
    const [list, text] = Array.isArray(argument) ? argument : [];
    const wanted = resolveString(text, evaluation, SHAPE);
    return resolveStrings(list, evaluation, SHAPE).every((item) => item === wanted);
  },
};
