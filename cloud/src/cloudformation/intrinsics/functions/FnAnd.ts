import { templateError } from "../../shared/errors.ts";
import { resolveBoolean } from "../shared/arguments.ts";
import type { IntrinsicFunction } from "../shared/function.ts";

const SHAPE = "every Fn::And object requires a list of at least 2 and at most 10 boolean parameters.";

export const FnAnd: IntrinsicFunction = {
  name: "Fn::And",
  check: (argument) => {
    if (!Array.isArray(argument) || argument.length < 2 || argument.length > 10) throw templateError(SHAPE);
  },
  resolve: (argument, evaluation) =>
    (Array.isArray(argument) ? argument : []).every((item) => resolveBoolean(item, evaluation)),
};
