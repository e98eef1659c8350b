import { asksForNamedValue } from "../../iam/policies/conditions/registry.ts";
import type { DeployedResource } from "../deployment/deployment.ts";
import { documentOf, type JsonObject, objectAt, objectsAt, textsAt } from "../deployment/json.ts";

const IDENTITY_POOLS = "cognito-identity.amazonaws.com";

/** Statements of a policy document, of one or of many. */
export function statementsOf(document: JsonObject[string]): readonly JsonObject[] {
  return objectsAt(documentOf(document), "Statement");
}

export function isAllow(statement: JsonObject): boolean {
  return statement["Effect"] === "Allow";
}

/** Everybody: `*`, or `{ AWS: "*" }`. */
export function isForEverybody(statement: JsonObject): boolean {
  return statement["Principal"] === "*" || textsAt(statement, "Principal", "AWS").includes("*");
}

/** Condition keys, in lower case, without a named value of which nobody is let in. */
export function guardingKeys(statement: JsonObject): readonly string[] {
  return Object.entries(objectAt(statement, "Condition"))
    .filter(([operator]) => asksForNamedValue(operator))
    .flatMap(([, keys]) =>
      Object.keys(objectAt(keys))
        .filter((key) => textsAt(keys, key).every((value) => isNamed(key.toLowerCase(), value)))
        .map((key) => key.toLowerCase()),
    );
}

const NAMES_AN_ARN: ReadonlySet<string> = new Set(["aws:sourcearn", "aws:principalarn"]);

/** AUDIT-13: a wildcard names nobody, nor does an ARN whose account is one: anybody has such a topic or role. */
function isNamed(key: string, value: string): boolean {
  if (/^(?:repo:)?[*?/:]+$/.test(value)) return false;
  if (!NAMES_AN_ARN.has(key)) return true;
  const [, , service, , account = "*", name = ""] = value.split(":");
  // The ARN of a bucket tells no account: its name has to be whole.
  return service === "s3" && account === "" ? !/[*?]/.test(name) : !/[*?]/.test(account);
}

/** Names of condition keys, in lower case. */
export function conditionKeys(statement: JsonObject): readonly string[] {
  return Object.values(objectAt(statement, "Condition")).flatMap((keys) =>
    Object.keys(objectAt(keys)).map((key) => key.toLowerCase()),
  );
}

/**
 * Whether identity pools may assume a role without this condition.
 * @returns undefined when they may not at all
 */
export function trustsWithout({ properties }: DeployedResource, key: string): boolean | undefined {
  const trusting = statementsOf(properties["AssumeRolePolicyDocument"]).filter(
    (statement) =>
      isAllow(statement) && textsAt(statement, "Principal", "Federated").includes(IDENTITY_POOLS),
  );
  if (trusting.length === 0) return undefined;
  return trusting.some((statement) => !guardingKeys(statement).includes(key.toLowerCase()));
}
