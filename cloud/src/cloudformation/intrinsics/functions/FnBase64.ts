import { templateError } from "../../errors.ts";
import { isTextOrCall, resolveText } from "../arguments.ts";
import type { IntrinsicFunction } from "../function.ts";

const SHAPE = "every Fn::Base64 object must have a String-typed value.";

export const FnBase64: IntrinsicFunction = {
  name: "Fn::Base64",
  check: (argument) => {
    if (!isTextOrCall(argument)) throw templateError(SHAPE);
  },
  resolve: (argument, evaluation) =>
    Buffer.from(resolveText(argument, evaluation, SHAPE), "utf8").toString("base64"),
};
