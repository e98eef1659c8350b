import { isDate } from "./conditions/date.ts";
import { isRecord, malformed, type StatementFields, stringList } from "./fields.ts";

/** Digits, wildcards, a variable, or one of AWS's own names. */
const ACCOUNT = /^(?:[0-9*?]*|aws|cloudfront)$/;

/**
 * What IAM's older reader cannot read: dates that are none, and ARNs with parts missing, which would
 * match nothing. Throws MalformedPolicyDocument.
 */
export function assertLegacyParsing(statement: StatementFields): void {
  const resources = stringList(statement["Resource"] ?? statement["NotResource"]) ?? [];
  if (resources.every(isReadable) && datesOf(statement["Condition"]).every(isDate)) return;
  throw malformed("The policy failed legacy parsing");
}

/** What is no ARN of this partition at all is refused with a sentence of its own. */
function isReadable(resource: string): boolean {
  const parts = resource.split(":");
  const [prefix, partition, service, , account = ""] = parts;
  if (prefix !== "arn" || (partition !== "aws" && partition !== "*") || service === undefined) return true;
  if (service === "" || (resource.includes("::") && parts.length < 6)) return false;
  return account.includes("${") || ACCOUNT.test(account);
}

/** Values of all conditions on dates. */
function datesOf(conditions: unknown): string[] {
  const blocks = Object.entries(isRecord(conditions) ? conditions : {});
  return blocks
    .filter(([operator]) => /^(?:For(?:All|Any)Values?:)?Date/.test(operator))
    .flatMap(([, keys]) => Object.values(isRecord(keys) ? keys : {}))
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .map(String)
    .filter((value) => !value.includes("${"));
}
