import { templateError } from "../../shared/errors.ts";
import type { IntrinsicFunction } from "../shared/function.ts";

const SHAPE = "every Ref object must have a single String value.";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ref.html */
export const Ref: IntrinsicFunction = {
  name: "Ref",
  check: (argument) => {
    if (typeof argument !== "string" || argument === "") throw templateError(SHAPE);
  },
  resolve: (argument, evaluation) => evaluation.ref(String(argument)),
  references: (argument, sink) => sink.ref(String(argument)),
};
