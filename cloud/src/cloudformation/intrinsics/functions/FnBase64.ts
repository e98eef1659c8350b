import { templateError } from "../../shared/errors.ts";
import { isStringOrCall, resolveString } from "../shared/arguments.ts";
import type { IntrinsicFunction } from "../shared/function.ts";

const SHAPE = "every Fn::Base64 object must have a String-typed value.";

export const FnBase64: IntrinsicFunction = {
  name: "Fn::Base64",
  check: (argument) => {
    if (!isStringOrCall(argument)) throw templateError(SHAPE);
  },
  resolve: (argument, evaluation) =>
    Buffer.from(resolveString(argument, evaluation, SHAPE), "utf8").toString("base64"),
};
