import type { Value } from "../../../core/ports/resource-provider.ts";
import { templateError } from "../../shared/errors.ts";
import { resolveBoolean } from "../shared/arguments.ts";
import type { IntrinsicFunction } from "../shared/function.ts";

const SHAPE = "every Fn::Not object requires a list of 1 boolean parameter.";

export const FnNot: IntrinsicFunction = {
  name: "Fn::Not",
  check: (argument) => {
    only(argument);
  },
  resolve: (argument, evaluation) => !resolveBoolean(only(argument), evaluation),
};

function only(argument: Value): Value {
  const [item] = Array.isArray(argument) && argument.length === 1 ? argument : [];
  if (item === undefined) throw templateError(SHAPE);
  return item;
}
