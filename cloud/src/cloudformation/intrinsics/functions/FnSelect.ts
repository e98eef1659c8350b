import { templateError } from "../../shared/errors.ts";
import { isListOrCall, isStringOrCall, resolveString } from "../shared/arguments.ts";
import { type IntrinsicFunction, NO_VALUE } from "../shared/function.ts";

const SHAPE = "Fn::Select requires a list argument with two elements: an integer index and a list";

export const FnSelect: IntrinsicFunction = {
  name: "Fn::Select",
  check: (argument) => {
    const valid = Array.isArray(argument) && argument.length === 2;
    if (!valid || !isStringOrCall(argument[0]) || !isListOrCall(argument[1])) throw templateError(SHAPE);
  },
  resolve: (argument, evaluation) => {
    const [index, list] = Array.isArray(argument) ? argument : [];
    const position = resolveString(index, evaluation, SHAPE);
    const items = list === undefined ? NO_VALUE : evaluation.resolve(list);
    if (!/^\d{1,9}$/.test(position) || !Array.isArray(items)) throw templateError(SHAPE);
    const selected = items[Number(position)];
    if (selected === undefined) {
      throw templateError(`Fn::Select cannot select nonexistent value at index ${position}`);
    }
    return selected;
  },
};
