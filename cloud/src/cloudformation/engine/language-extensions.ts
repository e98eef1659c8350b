import type { ValueMap } from "../template/value.ts";
import { resolveNames } from "./computed-names.ts";
import { expandLoops } from "./loops.ts";
import type { ProgramOptions } from "./program.ts";
import { resolvePolicies } from "./retention-policies.ts";

export const LANGUAGE_EXTENSIONS = "AWS::LanguageExtensions";

/**
 * What the transform `AWS::LanguageExtensions` makes of a template that names it, but for its functions that
 * stand in values: they are called where the value is needed.
 * @throws AwsError ValidationError
 */
export function extendLanguage(raw: ValueMap, options: Omit<ProgramOptions, "template">): ValueMap {
  const { Transform: named } = raw;
  const isExtended =
    named === LANGUAGE_EXTENSIONS || (Array.isArray(named) && named.includes(LANGUAGE_EXTENSIONS));
  if (!isExtended) return raw;
  return resolvePolicies(resolveNames(expandLoops(raw, options), options), options);
}
