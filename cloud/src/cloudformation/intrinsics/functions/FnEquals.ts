import { templateError } from "../../shared/errors.ts";
import { canonicalJson, isScalar } from "../../template/value.ts";
import { type IntrinsicFunction, NO_VALUE, type Resolved } from "../shared/function.ts";

const SHAPE = "every Fn::Equals object requires a list of 2 string parameters.";

/** Compares texts: `true` and `"true"` are equal, case counts. */
export const FnEquals: IntrinsicFunction = {
  name: "Fn::Equals",
  check: (argument) => {
    if (!Array.isArray(argument) || argument.length !== 2) throw templateError(SHAPE);
  },
  resolve: (argument, evaluation) => {
    const [left = "", right = ""] = Array.isArray(argument) ? argument : [];
    return comparable(evaluation.resolve(left)) === comparable(evaluation.resolve(right));
  },
};

function comparable(value: Resolved): string {
  if (value === NO_VALUE) return "";
  return isScalar(value) ? String(value) : canonicalJson(value);
}
