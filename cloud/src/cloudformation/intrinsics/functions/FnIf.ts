import type { Value } from "../../../core/ports/resource-provider.ts";
import { templateError } from "../../shared/errors.ts";
import type { IntrinsicFunction } from "../shared/function.ts";

const SHAPE = "Fn::If requires a list argument with three elements: a condition name and two values";

/** Only the branch the condition takes counts: references of the other one bind nothing. */
export const FnIf: IntrinsicFunction = {
  name: "Fn::If",
  check: (argument) => {
    split(argument);
  },
  resolve: (argument, evaluation) => {
    const [condition, whenTrue, whenFalse] = split(argument);
    return evaluation.resolve(evaluation.condition(condition) ? whenTrue : whenFalse);
  },
  references: (argument, sink) => {
    const [condition, whenTrue, whenFalse] = split(argument);
    sink.condition(condition, "Fn::If");
    const taken = sink.conditionValue?.(condition);
    if (taken !== false) sink.walk(whenTrue);
    if (taken !== true) sink.walk(whenFalse);
  },
};

function split(argument: Value): [string, Value, Value] {
  if (!Array.isArray(argument) || argument.length !== 3) throw templateError(SHAPE);
  const [condition, whenTrue, whenFalse] = argument;
  if (typeof condition !== "string" || whenTrue === undefined || whenFalse === undefined) {
    throw templateError(SHAPE);
  }
  return [condition, whenTrue, whenFalse];
}
