import type { Value } from "../../core/ports/resource-provider.ts";
import { isValueMap, valueMap } from "../template/value.ts";

/** Whether a condition holds; undefined where that is not known. */
export type ConditionValue = (name: string) => boolean | undefined;

/** What `Fn::If` comes to, however many stand in each other; undefined when that is `AWS::NoValue`. */
export function takenBranch(value: Value, condition: ConditionValue): Value | undefined {
  if (!isValueMap(value) || Object.keys(value).length !== 1) return value;
  if (value["Ref"] === "AWS::NoValue") return undefined;
  const argument = value["Fn::If"];
  if (!Array.isArray(argument) || argument.length !== 3) return value;
  const [name, whenTrue = null, whenFalse = null] = argument;
  const holds = typeof name === "string" ? condition(name) : undefined;
  return holds === undefined ? value : takenBranch(holds ? whenTrue : whenFalse, condition);
}

/** The value with the taken branch in the place of each `Fn::If`. */
export function withTakenBranches(value: Value, condition: ConditionValue): Value | undefined {
  const taken = takenBranch(value, condition);
  if (Array.isArray(taken)) {
    return taken.flatMap((item) => {
      const inner = withTakenBranches(item, condition);
      return inner === undefined ? [] : [inner];
    });
  }
  if (taken === undefined || !isValueMap(taken)) return taken;
  return valueMap(
    Object.entries(taken).flatMap(([name, member]): [string, Value][] => {
      const inner = withTakenBranches(member, condition);
      return inner === undefined ? [] : [[name, inner]];
    }),
  );
}
