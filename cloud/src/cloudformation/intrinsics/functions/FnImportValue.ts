import type { Value } from "../../../core/ports/resource-provider.ts";
import { templateError } from "../../errors.ts";
import { isTextOrCall, resolveText } from "../arguments.ts";
import type { IntrinsicFunction } from "../function.ts";

const SHAPE = "the attribute in Fn::ImportValue must be a string or a function that returns a string";

/** The value another stack of this account and region exports. */
export const FnImportValue: IntrinsicFunction = {
  name: "Fn::ImportValue",
  check: (argument: Value) => {
    if (!isTextOrCall(argument)) throw templateError(SHAPE);
  },
  resolve: (argument, evaluation) => evaluation.importValue(resolveText(argument, evaluation, SHAPE)),
  references: (argument, sink) => {
    sink.importValue(argument);
    sink.walk(argument);
  },
};
