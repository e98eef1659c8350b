import { templateError } from "../../shared/errors.ts";
import { isListOrCall, resolveStrings } from "../shared/arguments.ts";
import type { IntrinsicFunction } from "../shared/function.ts";
import { assertTextLength } from "../shared/text-length.ts";

const SHAPE =
  "every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.";

export const FnJoin: IntrinsicFunction = {
  name: "Fn::Join",
  check: (argument) => {
    const valid = Array.isArray(argument) && argument.length === 2;
    if (!valid || typeof argument[0] !== "string" || !isListOrCall(argument[1])) throw templateError(SHAPE);
  },
  resolve: (argument, evaluation) => {
    const [delimiter, items] = Array.isArray(argument) ? argument : [];
    const [between, parts] = [String(delimiter), resolveStrings(items, evaluation, SHAPE)];
    const length = parts.reduce((sum, part) => sum + part.length, (parts.length - 1) * between.length);
    assertTextLength(length, "Fn::Join");
    return parts.join(between);
  },
};
