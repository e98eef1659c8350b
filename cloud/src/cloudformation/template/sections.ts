import type { Value } from "../../core/ports/resource-provider.ts";
import { notSupported, templateFormatError, validationError } from "../shared/errors.ts";
import { MAX_MAPPINGS, MAX_OUTPUTS } from "./limits.ts";
import type { OutputDefinition, RuleAssertion, RuleDefinition, Template } from "./model.ts";
import { readParameters } from "./parameters.ts";
import { readResources } from "./resources.ts";
import { isValueMap, member, type ValueMap, valueMap } from "./value.ts";

const SECTIONS = new Set([
  "AWSTemplateFormatVersion",
  "Conditions",
  "Description",
  "Mappings",
  "Metadata",
  "Outputs",
  "Parameters",
  "Resources",
  "Rules",
  "Transform",
]);
const FORMAT_VERSION = "2010-09-09";
const MAX_DESCRIPTION_BYTES = 1024;

/**
 * Checks the shapes of every section of an expanded template.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 */
export function readTemplate(raw: ValueMap): Template {
  assertSections(raw);
  assertNoNulls(raw, "");
  return {
    description: readDescription(raw),
    parameters: readParameters(section(raw, "Parameters")),
    rules: readRules(section(raw, "Rules")),
    mappings: readMappings(section(raw, "Mappings")),
    conditions: new Map(Object.entries(section(raw, "Conditions"))),
    resources: readResources(section(raw, "Resources")),
    outputs: readOutputs(section(raw, "Outputs")),
    metadata: member(raw, "Metadata"),
  };
}

/** Refuses unknown sections; `extra` are those a transform adds (`Globals`). */
export function assertSections(raw: ValueMap, extra: readonly string[] = []): void {
  if (Object.hasOwn(raw, "Hooks")) throw notSupported("The template section Hooks");
  assertNoLoops(raw);
  const unknown = Object.keys(raw).filter((name) => !SECTIONS.has(name) && !extra.includes(name));
  if (unknown.length > 0) {
    throw validationError(`Invalid template property or properties [${unknown.join(", ")}]`);
  }
  const version = member(raw, "AWSTemplateFormatVersion");
  if (version !== undefined && version !== FORMAT_VERSION) {
    throw templateFormatError(`Unsupported AWSTemplateFormatVersion ${String(version)}`);
  }
}

/** `Fn::ForEach` stands where names stand, not where values do. */
function assertNoLoops(raw: ValueMap): void {
  for (const name of ["Conditions", "Outputs", "Resources"]) {
    const body = member(raw, name);
    const loop = isValueMap(body)
      ? Object.keys(body).find((key) => key.startsWith("Fn::ForEach"))
      : undefined;
    if (loop === undefined) continue;
    throw notSupported(`The intrinsic function ${loop} without the transform AWS::LanguageExtensions`);
  }
}

/** A section as a map; empty when the template has none. */
export function section(raw: ValueMap, name: string): ValueMap {
  const value = member(raw, name);
  if (value === undefined) return {};
  if (value === null) throw validationError(`[/${name}] 'null' values are not allowed in templates`);
  if (!isValueMap(value)) throw templateFormatError(`${name} must be an object.`);
  return value;
}

function assertNoNulls(value: Value, path: string): void {
  if (value === null) throw validationError(`[${path}] 'null' values are not allowed in templates`);
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) assertNoNulls(item, `${path}/${index}`);
  } else if (isValueMap(value)) {
    for (const [name, item] of Object.entries(value)) assertNoNulls(item, `${path}/${name}`);
  }
}

function readDescription(raw: ValueMap): string | undefined {
  const text = member(raw, "Description");
  if (text === undefined) return undefined;
  if (typeof text !== "string") throw templateFormatError("Every Description member must be a string.");
  if (Buffer.byteLength(text) > MAX_DESCRIPTION_BYTES) {
    throw templateFormatError(`Template description is longer than ${MAX_DESCRIPTION_BYTES} bytes.`);
  }
  return text;
}

function readMappings(mappings: ValueMap): ValueMap {
  const names = Object.keys(mappings);
  if (names.length > MAX_MAPPINGS) {
    throw templateFormatError(
      `Number of mappings, ${names.length}, is greater than maximum allowed, ${MAX_MAPPINGS}`,
    );
  }
  for (const [name, rows] of Object.entries(mappings)) {
    if (!isValueMap(rows) || !Object.values(rows).every(isValueMap)) {
      throw templateFormatError(`Every Mappings attribute must be a String or a List. [${name}]`);
    }
  }
  return valueMap(Object.entries(mappings));
}

const KEYS = new Set(["Condition", "Description", "Export", "Value"]);

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html */
function readOutputs(section: ValueMap): ReadonlyMap<string, OutputDefinition> {
  const entries = Object.entries(section);
  if (entries.length > MAX_OUTPUTS) {
    throw templateFormatError(
      `Number of outputs, ${entries.length}, is greater than maximum allowed, ${MAX_OUTPUTS}`,
    );
  }
  return new Map(entries.map(([name, body]) => [name, readOutput(name, body)]));
}

function readOutput(name: string, body: Value): OutputDefinition {
  if (!/^[A-Za-z0-9]{1,255}$/.test(name)) {
    throw templateFormatError(`Output name ${name} is non alphanumeric.`);
  }
  if (!isValueMap(body)) throw templateFormatError("Any Outputs member must be an object.");
  const unknown = Object.keys(body).find((key) => !KEYS.has(key));
  if (unknown !== undefined) throw validationError(`Invalid template output property '${unknown}'`);
  const value = member(body, "Value");
  if (value === undefined) {
    throw templateFormatError("Every Outputs member must contain a Value object");
  }
  return {
    name,
    value,
    description: optionalText(name, "Description", body),
    exportName: readExport(name, member(body, "Export")),
    condition: optionalText(name, "Condition", body),
  };
}

function readExport(name: string, value: Value | undefined): Value | undefined {
  if (value === undefined) return undefined;
  const exportName = isValueMap(value) ? member(value, "Name") : undefined;
  if (exportName === undefined || !isValueMap(value) || Object.keys(value).length !== 1) {
    throw templateFormatError(`Output ${name} is malformed. Export must contain the single member Name.`);
  }
  return exportName;
}

function optionalText(name: string, key: string, body: ValueMap): string | undefined {
  const value = member(body, key);
  if (value === undefined || typeof value === "string") return value;
  throw templateFormatError(`[/Outputs/${name}/${key}] Every ${key} member must be a string.`);
}

const RULE_KEYS = new Set(["Assertions", "RuleCondition"]);
const ASSERTION_KEYS = new Set(["Assert", "AssertDescription"]);

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html */
function readRules(section: ValueMap): readonly RuleDefinition[] {
  return Object.entries(section).map(([name, body]) => readRule(name, body));
}

function readRule(name: string, body: Value): RuleDefinition {
  if (!/^[A-Za-z0-9]{1,255}$/.test(name)) throw templateFormatError(`Rule name ${name} is non alphanumeric.`);
  if (!isValueMap(body)) throw templateFormatError("Any Rules member must be an object.");
  assertKeys(body, RULE_KEYS);
  const assertions = member(body, "Assertions");
  if (!Array.isArray(assertions) || assertions.length === 0) {
    throw templateFormatError(`[/Rules/${name}] Every Rules member must contain a list of Assertions.`);
  }
  return {
    name,
    condition: member(body, "RuleCondition"),
    assertions: assertions.map((item, index) => readAssertion(`/Rules/${name}/Assertions/${index}`, item)),
  };
}

function readAssertion(path: string, body: Value): RuleAssertion {
  if (!isValueMap(body)) throw templateFormatError(`[${path}] Any Assertions member must be an object.`);
  assertKeys(body, ASSERTION_KEYS);
  const assert = member(body, "Assert");
  if (assert === undefined) {
    throw templateFormatError(`[${path}] Every Assertions member must contain an Assert object.`);
  }
  const description = member(body, "AssertDescription");
  if (description !== undefined && typeof description !== "string") {
    throw templateFormatError(`[${path}] Every AssertDescription member must be a string.`);
  }
  return { assert, description };
}

function assertKeys(body: ValueMap, known: ReadonlySet<string>): void {
  const unknown = Object.keys(body).find((key) => !known.has(key));
  if (unknown !== undefined) throw validationError(`Invalid template rule property '${unknown}'`);
}
