import { AwsError } from "../../../core/errors.ts";
import type { Value } from "../../../core/ports/resource-provider.ts";
import { templateError } from "../../shared/errors.ts";
import { isValueMap } from "../../template/value.ts";
import { isStringOrCall, resolveString } from "../shared/arguments.ts";
import type { IntrinsicFunction } from "../shared/function.ts";

const SHAPE =
  "every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value";

/** The default of a fourth parameter is for templates with the transform `AWS::LanguageExtensions`. */
export const FnFindInMap: IntrinsicFunction = {
  name: "Fn::FindInMap",
  check: (argument) => {
    const [keys, rest] = Array.isArray(argument) ? [argument.slice(0, 3), argument.slice(3)] : [[], []];
    const isDefaulted = rest.length === 0 || (rest.length === 1 && defaultOf(rest[0]) !== undefined);
    if (keys.length !== 3 || !keys.every(isStringOrCall) || !isDefaulted) throw templateError(SHAPE);
  },
  resolve: (argument, evaluation) => {
    const [map, topLevelKey, secondLevelKey, options] = Array.isArray(argument) ? argument : [];
    const keys = [map, topLevelKey, secondLevelKey].map((key) => resolveString(key, evaluation, SHAPE));
    const [first = "", second = "", third = ""] = keys;
    const otherwise = defaultOf(options);
    if (otherwise === undefined) return evaluation.mapping(first, second, third);
    try {
      return evaluation.mapping(first, second, third);
    } catch (error) {
      if (error instanceof AwsError) return evaluation.resolve(otherwise);
      throw error;
    }
  },
};

/** Refuses the fourth parameter where the transform is missing. */
export function assertNoDefault(argument: Value): void {
  if (Array.isArray(argument) && argument.length > 3) throw templateError(SHAPE);
}

function defaultOf(options: Value | undefined): Value | undefined {
  return isValueMap(options) && Object.keys(options).length === 1 ? options["DefaultValue"] : undefined;
}
