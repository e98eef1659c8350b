import { templateError } from "../../shared/errors.ts";
import { isListOrCall } from "../shared/arguments.ts";
import { type IntrinsicFunction, NO_VALUE } from "../shared/function.ts";

const SHAPE = "Fn::Length requires a list or a function that returns a list";

/** Part of `AWS::LanguageExtensions`. */
export const FnLength: IntrinsicFunction = {
  name: "Fn::Length",
  check: (argument) => {
    if (!isListOrCall(argument)) throw templateError(SHAPE);
  },
  resolve: (argument, evaluation) => {
    const list = evaluation.resolve(argument);
    if (list === NO_VALUE || !Array.isArray(list)) throw templateError(SHAPE);
    return list.length;
  },
};
