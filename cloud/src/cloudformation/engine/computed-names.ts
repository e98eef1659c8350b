import type { Value } from "../../core/ports/resource-provider.ts";
import { referencesOf } from "../intrinsics/walk.ts";
import { validationError } from "../shared/errors.ts";
import { isValueMap, member, type ValueMap, valueMap } from "../template/value.ts";
import { earlyProgram } from "./early-program.ts";
import { createEvaluation } from "./evaluation.ts";
import type { ProgramOptions } from "./program.ts";

type Naming = (argument: Value, functionName: string) => string;
type Options = Omit<ProgramOptions, "template">;

/**
 * What AWS::LanguageExtensions adds: functions in the names that `Ref` and `Fn::GetAtt` take. They are decided
 * by parameters, conditions and mappings, before a resource exists.
 * @throws AwsError ValidationError
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ref.html
 */
export function resolveNames(raw: ValueMap, options: Options): ValueMap {
  const parts = ["Conditions", "Resources", "Outputs"].filter((name) => hasComputedName(raw[name] ?? null));
  let resolved = raw;
  for (const name of parts) {
    // Conditions are decided by names that no condition decides.
    const known = name === "Conditions" ? { ...resolved, Conditions: {} } : resolved;
    resolved = { ...resolved, [name]: withNames(raw[name] ?? {}, namingBy(known, options)) };
  }
  return resolved;
}

function hasComputedName(value: Value): boolean {
  if (Array.isArray(value)) return value.some(hasComputedName);
  if (!isValueMap(value)) return false;
  const name = computedIn(value);
  return name !== undefined || Object.values(value).some(hasComputedName);
}

/** The function of which a name is made, if the value takes one. */
function computedIn(value: ValueMap): ValueMap | undefined {
  if (Object.keys(value).length !== 1) return undefined;
  const attribute = member(value, "Fn::GetAtt");
  const name = member(value, "Ref") ?? (Array.isArray(attribute) ? attribute[0] : undefined);
  return isValueMap(name) ? name : undefined;
}

function withNames(value: Value, nameOf: Naming): Value {
  if (Array.isArray(value)) return value.map((item) => withNames(item, nameOf));
  if (!isValueMap(value)) return value;
  const inner = valueMap(
    Object.entries(value).map(([name, nested]) => [name, withNames(nested, nameOf)] as const),
  );
  const name = computedIn(inner);
  if (name === undefined) return inner;
  const attribute = inner["Fn::GetAtt"];
  if (!Array.isArray(attribute)) return { Ref: nameOf(name, "Ref") };
  return { "Fn::GetAtt": [nameOf(name, "Fn::GetAtt"), ...attribute.slice(1)] };
}

function namingBy(template: ValueMap, options: Options): Naming {
  const program = earlyProgram(template, options);
  const evaluation = createEvaluation({ program, resource: () => undefined, exportValue: () => undefined });
  return (argument, functionName) => {
    const refuse = (problem: string) =>
      validationError(
        `Transform AWS::LanguageExtensions failed with: The function in ${functionName} ${problem}`,
      );
    const { refs, attributes, imports } = referencesOf(argument);
    const isEarly = attributes.size === 0 && imports.length === 0;
    if (!isEarly || [...refs].some((name) => !program.refs.has(name))) {
      throw refuse("must not need a resource or an export.");
    }
    const name = evaluation.resolve(argument);
    if (typeof name === "string" && name !== "") return name;
    throw refuse("must make a name.");
  };
}
