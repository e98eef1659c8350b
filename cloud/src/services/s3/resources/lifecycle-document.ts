import type { Value } from "../../../core/ports/resource-provider.ts";
import { element, type XmlObject, type XmlValue } from "../../../wire/xml.ts";
import { S3_NAMESPACE } from "../domain/shared/constants.ts";

type Members = Readonly<Record<string, Value>>;

const text = (value: Value | undefined): string | undefined =>
  value === undefined ? undefined : String(value);
const one = (value: Value | undefined): Members => (value ?? {}) as Members;
const many = (value: Value | undefined): readonly Members[] => (value ?? []) as unknown as readonly Members[];

/** Elements with a text; undefined when there is none. */
function group(members: Readonly<Record<string, string | undefined>>): XmlObject | undefined {
  const given = Object.entries(members).filter(([, value]) => value !== undefined);
  return given.length === 0 ? undefined : (Object.fromEntries(given) as XmlObject);
}

/** The document GetBucketLifecycleConfiguration shows for rules that came from a template. */
export function lifecycleDocument(rules: readonly Members[]): string {
  const document = { Rule: rules.map(ruleElement) };
  const body = element("LifecycleConfiguration", document, `xmlns="${S3_NAMESPACE}"`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${body}`;
}

function ruleElement(rule: Members): XmlObject {
  const noncurrent = one(rule["NoncurrentVersionExpiration"]);
  const given: Record<string, XmlValue | undefined> = {
    ID: text(rule["Id"]),
    Filter: filterElement(rule),
    Status: String(rule["Status"]),
    Expiration: group({
      Date: text(rule["ExpirationDate"]),
      Days: text(rule["ExpirationInDays"]),
      ExpiredObjectDeleteMarker: text(rule["ExpiredObjectDeleteMarker"]),
    }),
    Transition: [...many(rule["Transitions"]), ...alone(rule["Transition"])].map(transitionElement),
    NoncurrentVersionExpiration: group({
      NoncurrentDays: text(noncurrent["NoncurrentDays"] ?? rule["NoncurrentVersionExpirationInDays"]),
      NewerNoncurrentVersions: text(noncurrent["NewerNoncurrentVersions"]),
    }),
    NoncurrentVersionTransition: [
      ...many(rule["NoncurrentVersionTransitions"]),
      ...alone(rule["NoncurrentVersionTransition"]),
    ].map(noncurrentTransitionElement),
    AbortIncompleteMultipartUpload: group({
      DaysAfterInitiation: text(one(rule["AbortIncompleteMultipartUpload"])["DaysAfterInitiation"]),
    }),
  };
  return given as XmlObject;
}

const alone = (value: Value | undefined): Members[] => (value === undefined ? [] : [one(value)]);

/** What a rule is about: a prefix as it is, everything else as S3's `And`. */
function filterElement(rule: Members): XmlObject {
  const tags = many(rule["TagFilters"]).map((tag) => ({
    Key: String(tag["Key"]),
    Value: String(tag["Value"]),
  }));
  const sizes = group({
    ObjectSizeGreaterThan: text(rule["ObjectSizeGreaterThan"]),
    ObjectSizeLessThan: text(rule["ObjectSizeLessThan"]),
  });
  const prefix = text(rule["Prefix"]);
  if (tags.length === 0 && sizes === undefined) return { Prefix: prefix ?? "" };
  return { And: { ...(prefix === undefined ? {} : { Prefix: prefix }), Tag: tags, ...sizes } };
}

/** Templates of old say `Glacier`. */
const classOf = (transition: Members): string | undefined =>
  transition["StorageClass"] === "Glacier" ? "GLACIER" : text(transition["StorageClass"]);

function transitionElement(transition: Members): XmlObject {
  return {
    ...group({
      Date: text(transition["TransitionDate"]),
      Days: text(transition["TransitionInDays"]),
      StorageClass: classOf(transition),
    }),
  };
}

function noncurrentTransitionElement(transition: Members): XmlObject {
  return {
    ...group({
      NoncurrentDays: text(transition["TransitionInDays"]),
      NewerNoncurrentVersions: text(transition["NewerNoncurrentVersions"]),
      StorageClass: classOf(transition),
    }),
  };
}
