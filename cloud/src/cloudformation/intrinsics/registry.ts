import type { Value } from "../../core/ports/resource-provider.ts";
import { notSupported, templateError } from "../shared/errors.ts";
import { isValueMap } from "../template/value.ts";
import { Condition } from "./functions/Condition.ts";
import { FnAnd } from "./functions/FnAnd.ts";
import { FnBase64 } from "./functions/FnBase64.ts";
import { FnCidr } from "./functions/FnCidr.ts";
import { FnContains } from "./functions/FnContains.ts";
import { FnEachMemberEquals } from "./functions/FnEachMemberEquals.ts";
import { FnEachMemberIn } from "./functions/FnEachMemberIn.ts";
import { FnEquals } from "./functions/FnEquals.ts";
import { assertNoDefault, FnFindInMap } from "./functions/FnFindInMap.ts";
import { FnGetAtt } from "./functions/FnGetAtt.ts";
import { FnGetAZs } from "./functions/FnGetAZs.ts";
import { FnIf } from "./functions/FnIf.ts";
import { FnImportValue } from "./functions/FnImportValue.ts";
import { FnJoin } from "./functions/FnJoin.ts";
import { FnLength } from "./functions/FnLength.ts";
import { FnNot } from "./functions/FnNot.ts";
import { FnOr } from "./functions/FnOr.ts";
import { FnSelect } from "./functions/FnSelect.ts";
import { FnSplit } from "./functions/FnSplit.ts";
import { FnSub } from "./functions/FnSub.ts";
import { FnToJsonString } from "./functions/FnToJsonString.ts";
import { Ref } from "./functions/Ref.ts";
import type { IntrinsicFunction } from "./shared/function.ts";

const VALUE_FUNCTIONS: readonly IntrinsicFunction[] = [
  Ref,
  FnBase64,
  FnCidr,
  FnFindInMap,
  FnGetAtt,
  FnGetAZs,
  FnIf,
  FnImportValue,
  FnJoin,
  FnSelect,
  FnSplit,
  FnSub,
];
const CONDITION_FUNCTIONS: readonly IntrinsicFunction[] = [FnAnd, FnEquals, FnNot, FnOr];
const RULE_FUNCTIONS: readonly IntrinsicFunction[] = [FnContains, FnEachMemberEquals, FnEachMemberIn];

/** Known only to templates that name the transform `AWS::LanguageExtensions`. */
const EXTENSIONS: readonly IntrinsicFunction[] = [FnLength, FnToJsonString];
const EXTENSION_NAMES: ReadonlySet<string> = new Set(EXTENSIONS.map(({ name }) => name));

const byName = (functions: readonly IntrinsicFunction[]): ReadonlyMap<string, IntrinsicFunction> =>
  new Map(functions.map((intrinsic) => [intrinsic.name, intrinsic]));

/** Outside the Conditions section `Condition` is a name like any other, e.g. in a policy statement. */
const PLAIN = byName([...VALUE_FUNCTIONS, ...CONDITION_FUNCTIONS]);
const ANYWHERE = byName([...VALUE_FUNCTIONS, ...CONDITION_FUNCTIONS, ...EXTENSIONS]);
const IN_CONDITIONS = byName([...VALUE_FUNCTIONS, ...CONDITION_FUNCTIONS, ...EXTENSIONS, Condition]);

const BOOLEAN_IN_RULES = byName([...CONDITION_FUNCTIONS, ...RULE_FUNCTIONS]);
const IN_RULES = byName([...CONDITION_FUNCTIONS, ...RULE_FUNCTIONS, Ref]);

const MAPS = { anywhere: ANYWHERE, conditions: IN_CONDITIONS, rules: IN_RULES } as const;

/** Functions of AWS that are not supported here. */
const NOT_SUPPORTED = new Set(["Fn::GetStackOutput", "Fn::Transform"]);
/** Those of rules: they ask for values of AWS-specific parameter types. */
const NOT_SUPPORTED_IN_RULES = new Set(["Fn::RefAll", "Fn::ValueOf", "Fn::ValueOfAll"]);

/** Whether AWS has a function of this name and this cloud has not. */
export function isUnsupportedFunction(name: string): boolean {
  return NOT_SUPPORTED.has(name);
}

export interface Call {
  readonly intrinsic: IntrinsicFunction;
  readonly argument: Value;
}

export type Place = keyof typeof MAPS;

/** True for the key of a function call that rules cannot make on AWS either. */
export function foreignToRules(key: string): boolean {
  const call = key === "Condition" || key.startsWith("Fn::");
  return call && !IN_RULES.has(key) && !NOT_SUPPORTED_IN_RULES.has(key);
}

/** True for functions whose result is true or false, as an assertion needs it. */
export function isBooleanFunction(name: string): boolean {
  return BOOLEAN_IN_RULES.has(name);
}

/**
 * The function call a value is, or undefined for plain values. Throws for functions that are
 * unknown or not supported, naming them.
 */
export function callOf(value: Value, place: Place): Call | undefined {
  if (!isValueMap(value)) return undefined;
  const names = Object.keys(value);
  const [name = ""] = names;
  if (names.length !== 1) {
    const misplaced = names.find((key) => key.startsWith("Fn::"));
    if (misplaced === undefined) return undefined;
    throw templateError(`${misplaced} must be the only member of its object`);
  }
  const intrinsic = MAPS[place].get(name);
  if (intrinsic !== undefined) return { intrinsic, argument: value[name] ?? "" };
  if (!name.startsWith("Fn::")) return undefined;
  const missing = place === "rules" ? NOT_SUPPORTED_IN_RULES : NOT_SUPPORTED;
  if (missing.has(name)) throw notSupported(`The intrinsic function ${name}`);
  if (name.startsWith("Fn::ForEach")) {
    throw notSupported(`The intrinsic function ${name} without the transform AWS::LanguageExtensions`);
  }
  throw unknownFunction(name);
}

function unknownFunction(name: string): Error {
  return templateError(
    `Encountered unsupported function: ${name} Supported functions are: [${[...PLAIN.keys(), "Condition"].join(", ")}]`,
  );
}

/** Refuses the functions of `AWS::LanguageExtensions` in a template that does not name it. */
export function assertNoExtensions(value: Value): void {
  if (Array.isArray(value)) value.forEach(assertNoExtensions);
  if (!isValueMap(value)) return;
  for (const [name, nested] of Object.entries(value)) {
    if (EXTENSION_NAMES.has(name)) throw unknownFunction(name);
    if (name === FnFindInMap.name) assertNoDefault(nested);
    assertNoExtensions(nested);
  }
}
