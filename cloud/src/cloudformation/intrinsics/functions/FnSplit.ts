import { templateError } from "../../shared/errors.ts";
import { isStringOrCall, resolveString } from "../shared/arguments.ts";
import type { IntrinsicFunction } from "../shared/function.ts";

const SHAPE =
  "every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.";

export const FnSplit: IntrinsicFunction = {
  name: "Fn::Split",
  check: (argument) => {
    const valid = Array.isArray(argument) && argument.length === 2;
    const delimiter = valid ? argument[0] : undefined;
    if (!valid || typeof delimiter !== "string" || delimiter === "" || !isStringOrCall(argument[1])) {
      throw templateError(SHAPE);
    }
  },
  resolve: (argument, evaluation) => {
    const [delimiter, text] = Array.isArray(argument) ? argument : [];
    return resolveString(text, evaluation, SHAPE).split(String(delimiter));
  },
};
