import { templateError } from "../../shared/errors.ts";
import { isListOrCall } from "../shared/arguments.ts";
import { type IntrinsicFunction, NO_VALUE } from "../shared/function.ts";

const SHAPE = "Fn::ToJsonString requires an object or an array";

/** Part of `AWS::LanguageExtensions`. */
export const FnToJsonString: IntrinsicFunction = {
  name: "Fn::ToJsonString",
  check: (argument) => {
    if (!isListOrCall(argument)) throw templateError(SHAPE);
  },
  resolve: (argument, evaluation) => {
    const value = evaluation.resolve(argument);
    if (value === NO_VALUE || typeof value !== "object") throw templateError(SHAPE);
    return JSON.stringify(value);
  },
};
