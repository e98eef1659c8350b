import { templateError } from "../../shared/errors.ts";
import type { IntrinsicFunction } from "../shared/function.ts";

/** The value of another condition; a function only inside the Conditions section. */
export const Condition: IntrinsicFunction = {
  name: "Condition",
  check: (argument) => {
    if (typeof argument !== "string")
      throw templateError("every Condition object must have a single String value.");
  },
  resolve: (argument, evaluation) => evaluation.condition(String(argument)),
  references: (argument, sink) => sink.condition(String(argument), "Condition"),
};
