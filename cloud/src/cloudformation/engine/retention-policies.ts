import type { Value } from "../../core/ports/resource-provider.ts";
import { NO_VALUE } from "../intrinsics/shared/function.ts";
import { isValueMap, member, type ValueMap, valueMap } from "../template/value.ts";
import { earlyProgram } from "./early-program.ts";
import { createEvaluation } from "./evaluation.ts";
import type { ProgramOptions } from "./program.ts";

const POLICIES = ["DeletionPolicy", "UpdateReplacePolicy"];

/**
 * What AWS::LanguageExtensions adds: functions in DeletionPolicy and UpdateReplacePolicy.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-languageextensions.html
 */
export function resolvePolicies(raw: ValueMap, options: Omit<ProgramOptions, "template">): ValueMap {
  const resources = member(raw, "Resources");
  if (!isValueMap(resources) || !Object.values(resources).some(hasFunction)) return raw;
  const evaluation = createEvaluation({
    program: earlyProgram(raw, options),
    resource: () => undefined,
    exportValue: () => undefined,
  });
  const resolved = Object.entries(resources).map(([logicalId, body]): [string, Value] => [
    logicalId,
    isValueMap(body) ? withPolicies(body, (value) => evaluation.resolve(value)) : body,
  ]);
  return { ...raw, Resources: valueMap(resolved) };
}

function hasFunction(body: Value): boolean {
  return isValueMap(body) && POLICIES.some((name) => isValueMap(member(body, name) ?? null));
}

/** A policy that is `AWS::NoValue` is none. */
function withPolicies(body: ValueMap, resolve: (value: Value) => Value | typeof NO_VALUE): ValueMap {
  const members = Object.entries(body).flatMap(([name, value]): [string, Value][] => {
    if (!POLICIES.includes(name)) return [[name, value]];
    const resolved = resolve(value);
    return resolved === NO_VALUE ? [] : [[name, resolved]];
  });
  return valueMap(members);
}
