import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseTemplateText } from "../template/parse.ts";
import { isValueMap, type ValueMap } from "../template/value.ts";
import { NOT_SUPPORTED_PROPERTIES } from "./data/not-supported.ts";
import type { PropertyRules } from "./expansion/property-rules.ts";
import { EVENT_PROPERTIES } from "./generated/event-properties.ts";
import { POLICY_TEMPLATES } from "./generated/policy-templates.ts";
import { RESOURCE_PROPERTIES } from "./generated/resource-properties.ts";

const FIXTURES = new URL("./fixtures/", import.meta.url);
/** Events of sources that are polled: one list of properties is common to all of them. */
const POLLED = ["DocumentDB", "DynamoDB", "Kinesis", "MQ", "MSK", "SelfManagedKafka", "SQS"];

const templates = await Promise.all(
  readdirSync(FIXTURES)
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => parseTemplateText(readFileSync(new URL(name, FIXTURES), "utf8"))),
);
const resources = templates.flatMap((template) => mapsIn(template["Resources"]));
const events = resources.flatMap((resource) => mapsIn(propertiesOf(resource)["Events"]));

function mapsIn(value: ValueMap[string] | undefined): ValueMap[] {
  return Object.values(isValueMap(value) ? value : {}).filter(isValueMap);
}

function propertiesOf(thing: ValueMap): ValueMap {
  return isValueMap(thing["Properties"]) ? thing["Properties"] : {};
}

/** Properties of a type that no template uses, neither on the thing nor in its globals. */
function unused(type: string, rules: PropertyRules, things: readonly ValueMap[]): string[] {
  const kind = type.replace("AWS::Serverless::", "");
  const common = templates.map(({ Globals }) => (isValueMap(Globals) ? Globals[kind] : undefined));
  const own = things.filter((thing) => thing["Type"] === type).map(propertiesOf);
  const used = new Set([...own, ...common.filter(isValueMap)].flatMap((one) => Object.keys(one)));
  const refused = new Set(NOT_SUPPORTED_PROPERTIES.get(type));
  return Object.keys(rules).filter((name) => !used.has(name) && !refused.has(name));
}

describe("the templates that are compared use all that is supported", () => {
  test.each(Object.entries(RESOURCE_PROPERTIES))("%s", (type, rules) => {
    expect(unused(type, rules, resources)).toEqual([]);
  });

  test.each(Object.entries(EVENT_PROPERTIES))("event %s", (type, rules) => {
    const missing = unused(type, rules, events);
    const elsewhere = POLLED.includes(type)
      ? missing.filter((name) => POLLED.every((one) => unused(one, rules, events).includes(name)))
      : missing;
    expect(elsewhere).toEqual([]);
  });

  test("every policy template", () => {
    const text = JSON.stringify(templates);
    expect(Object.keys(POLICY_TEMPLATES).filter((name) => !text.includes(`"${name}":`))).toEqual([]);
  });
});
