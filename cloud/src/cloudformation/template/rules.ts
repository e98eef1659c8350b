import type { Value } from "../../core/ports/resource-provider.ts";
import { templateFormatError, validationError } from "../shared/errors.ts";
import type { RuleAssertion, RuleDefinition } from "./model.ts";
import { isValueMap, member, type ValueMap } from "./value.ts";

const RULE_KEYS = new Set(["Assertions", "RuleCondition"]);
const ASSERTION_KEYS = new Set(["Assert", "AssertDescription"]);

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html */
export function readRules(section: ValueMap): readonly RuleDefinition[] {
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
