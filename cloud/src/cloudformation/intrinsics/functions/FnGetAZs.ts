import { notSupported, templateError } from "../../shared/errors.ts";
import { isStringOrCall, resolveString } from "../shared/arguments.ts";
import type { IntrinsicFunction } from "../shared/function.ts";

const SHAPE = "every Fn::GetAZs object must have a String-typed value.";
const ZONES = ["a", "b", "c"];

/** Zones `a`, `b`, `c` of this cloud's region: it has no other. */
export const FnGetAZs: IntrinsicFunction = {
  name: "Fn::GetAZs",
  check: (argument) => {
    if (!isStringOrCall(argument)) throw templateError(SHAPE);
  },
  resolve: (argument, evaluation) => {
    const region = resolveString(argument, evaluation, SHAPE);
    if (region !== "" && region !== evaluation.region) {
      throw notSupported(`Fn::GetAZs of region ${region}`);
    }
    return ZONES.map((zone) => `${evaluation.region}${zone}`);
  },
};
