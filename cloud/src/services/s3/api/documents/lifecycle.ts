import { element, type XmlObject, type XmlValue } from "../../../../wire/xml.ts";
import { S3_NAMESPACE } from "../../domain/shared/constants.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import { assertOnly, childrenOf, childText, parseXml, type XmlElement } from "../http/xml-reader.ts";
import { assertLifecycleRule } from "./lifecycle-rules.ts";

const MAX_RULES = 1000;
const MAX_ID_LENGTH = 255;

/**
 * Checks a lifecycle configuration. Its rules are kept to be shown; nothing expires locally.
 * @param newId makes the ID of a rule that came without one
 * @returns the document as GetBucketLifecycleConfiguration shows it
 * @throws AwsError MalformedXML, InvalidArgument, InvalidRequest
 */
export function parseLifecycle(document: string, newId: () => string): string {
  const root = parseXml(document, "LifecycleConfiguration");
  assertOnly(root, ["Rule"]);
  const rules = childrenOf(root, "Rule");
  if (rules.length === 0) throw s3Errors.malformedXml();
  if (rules.length > MAX_RULES) {
    throw s3Errors.invalidRequest(
      "The number of lifecycle rules must not exceed the allowed limit of 1000 rules.",
    );
  }
  assertIds(rules);
  const isV2 = rules[0]?.children.some(({ name }) => name === "Filter") === true;
  for (const rule of rules) assertLifecycleRule(rule, isV2);
  return configurationDocument(rules.map((rule) => withId(rule, newId)));
}

function configurationDocument(rules: readonly XmlObject[]): string {
  const body = element("LifecycleConfiguration", { Rule: rules }, `xmlns="${S3_NAMESPACE}"`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${body}`;
}

function assertIds(rules: readonly XmlElement[]): void {
  const seen = new Set<string>();
  for (const rule of rules) {
    const id = childText(rule, "ID") ?? "";
    if (id === "") continue;
    if (id.length > MAX_ID_LENGTH) {
      throw s3Errors.invalidArgument("ID length should not exceed allowed limit of 255", "ID", id);
    }
    if (seen.has(id)) {
      throw s3Errors.invalidArgument(
        "Rule ID must be unique. Found same ID for more than one rule",
        "ID",
        id,
      );
    }
    seen.add(id);
  }
}

function withId(rule: XmlElement, newId: () => string): XmlObject {
  const id = childText(rule, "ID") ?? "";
  return { ...(objectOf(rule) as XmlObject), ID: id === "" ? newId() : id };
}

/** Children by name, repeated ones as a list; the text of an element without children. */
function objectOf({ children, text }: XmlElement): XmlValue {
  if (children.length === 0) return text.trim();
  const groups: Record<string, XmlValue[]> = {};
  for (const child of children) {
    const group = groups[child.name] ?? [];
    groups[child.name] = group;
    group.push(objectOf(child));
  }
  return groups;
}

/** Like AWS's: an opaque text of 48 characters. */
export const lifecycleRuleId = (uuid: string): string => Buffer.from(uuid, "latin1").toString("base64");
