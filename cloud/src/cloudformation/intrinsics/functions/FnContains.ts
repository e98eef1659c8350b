import { templateError } from "../../shared/errors.ts";
import { isListOrCall, isStringOrCall, resolveString, resolveStrings } from "../shared/arguments.ts";
import type { IntrinsicFunction } from "../shared/function.ts";

const SHAPE = "every Fn::Contains object requires two parameters, (1) a list of strings and (2) a string.";

/** Rules only: true when a list has a text. */
export const FnContains: IntrinsicFunction = {
  name: "Fn::Contains",
  check: (argument) => {
    const valid = Array.isArray(argument) && argument.length === 2;
    if (!valid || !isListOrCall(argument[0]) || !isStringOrCall(argument[1])) throw templateError(SHAPE);
  },
  resolve: (argument, evaluation) => {
    const [list, text] = Array.isArray(argument) ? argument : [];
    return resolveStrings(list, evaluation, SHAPE).includes(resolveString(text, evaluation, SHAPE));
  },
};
