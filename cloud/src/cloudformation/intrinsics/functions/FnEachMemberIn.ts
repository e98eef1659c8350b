import { templateError } from "../../shared/errors.ts";
import { isListOrCall, resolveStrings } from "../shared/arguments.ts";
import type { IntrinsicFunction } from "../shared/function.ts";

const SHAPE =
  "every Fn::EachMemberIn object requires two parameters, (1) a list of strings and (2) a list of strings to match.";

/** Rules only: true when every item of one list is in another. */
export const FnEachMemberIn: IntrinsicFunction = {
  name: "Fn::EachMemberIn",
  check: (argument) => {
    const valid = Array.isArray(argument) && argument.length === 2;
    if (!valid || !argument.every(isListOrCall)) throw templateError(SHAPE);
  },
  resolve: (argument, evaluation) => {
    const [checked, allowed] = Array.isArray(argument) ? argument : [];
    const known = new Set(resolveStrings(allowed, evaluation, SHAPE));
    return resolveStrings(checked, evaluation, SHAPE).every((item) => known.has(item));
  },
};
