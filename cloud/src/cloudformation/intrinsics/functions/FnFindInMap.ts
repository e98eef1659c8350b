import { templateError } from "../../shared/errors.ts";
import { isStringOrCall, resolveString } from "../shared/arguments.ts";
import type { IntrinsicFunction } from "../shared/function.ts";

const SHAPE =
  "every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value";

export const FnFindInMap: IntrinsicFunction = {
  name: "Fn::FindInMap",
  check: (argument) => {
    const valid = Array.isArray(argument) && argument.length === 3 && argument.every(isStringOrCall);
    if (!valid) throw templateError(SHAPE);
  },
  resolve: (argument, evaluation) => {
    const [map, topLevelKey, secondLevelKey] = Array.isArray(argument) ? argument : [];
    return evaluation.mapping(
      resolveString(map, evaluation, SHAPE),
      resolveString(topLevelKey, evaluation, SHAPE),
      resolveString(secondLevelKey, evaluation, SHAPE),
    );
  },
};
