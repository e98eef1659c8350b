import type { Value } from "../../../core/ports/resource-provider.ts";
import { templateError } from "../../shared/errors.ts";
import { isStringOrCall, resolveString } from "../shared/arguments.ts";
import type { IntrinsicFunction } from "../shared/function.ts";

const SHAPE = "the attribute in Fn::ImportValue must be a string or a function that returns a string";

/** The value another stack of this account and region exports. */
export const FnImportValue: IntrinsicFunction = {
  name: "Fn::ImportValue",
  check: (argument: Value) => {
    if (!isStringOrCall(argument)) throw templateError(SHAPE);
  },
  resolve: (argument, evaluation) => evaluation.importValue(resolveString(argument, evaluation, SHAPE)),
  references: (argument, sink) => {
    sink.importValue(argument);
    sink.walk(argument);
  },
};
