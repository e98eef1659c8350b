import type { Value } from "../../core/ports/resource-provider.ts";
import { readTemplate } from "../template/sections.ts";
import { type ValueMap, valueMap } from "../template/value.ts";
import { createProgram, type Program, type ProgramOptions } from "./program.ts";

const SECTIONS = ["Parameters", "Conditions", "Mappings"];
const NOTHING = { Nothing: { Type: "AWS::CloudFormation::WaitConditionHandle" } };

/**
 * Parameters, conditions and mappings of a template, before its resources are looked at: what decides
 * about them beforehand.
 * @throws AwsError ValidationError when a parameter or a condition is wrong
 */
export function earlyProgram(raw: ValueMap, options: Omit<ProgramOptions, "template">): Program {
  const sections = SECTIONS.filter((name) => Object.hasOwn(raw, name)).map((name): [string, Value] => [
    name,
    raw[name] ?? {},
  ]);
  const template = readTemplate(valueMap([...sections, ["Resources", NOTHING]]));
  return createProgram({ ...options, template });
}
