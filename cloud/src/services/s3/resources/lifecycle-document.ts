import type { Value } from "../../../core/ports/resource-provider.ts";
import { element, type XmlObject } from "../../../wire/xml.ts";
import { S3_NAMESPACE } from "../domain/shared/constants.ts";

type Members = Readonly<Record<string, Value>>;

const group = (value: Value | undefined, name: string): XmlObject | undefined =>
  value === undefined ? undefined : { [name]: value as string | number };

/** The document GetBucketLifecycleConfiguration shows for rules that came from a template. */
export function lifecycleDocument(rules: readonly Members[]): string {
  const document = { Rule: rules.map(ruleElement) };
  const body = element("LifecycleConfiguration", document, `xmlns="${S3_NAMESPACE}"`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${body}`;
}

function ruleElement(rule: Members): XmlObject {
  const abort = rule["AbortIncompleteMultipartUpload"] as Members | undefined;
  const noncurrent = rule["NoncurrentVersionExpiration"] as Members | undefined;
  return {
    ID: rule["Id"] as string | undefined,
    Filter: { Prefix: (rule["Prefix"] as string | undefined) ?? "" },
    Status: String(rule["Status"]),
    Expiration: group(rule["ExpirationInDays"], "Days"),
    NoncurrentVersionExpiration: group(
      noncurrent?.["NoncurrentDays"] ?? rule["NoncurrentVersionExpirationInDays"],
      "NoncurrentDays",
    ),
    AbortIncompleteMultipartUpload: group(abort?.["DaysAfterInitiation"], "DaysAfterInitiation"),
  };
}
