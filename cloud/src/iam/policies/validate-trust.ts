import { isRecord, malformed, type StatementFields, stringList } from "./fields.ts";

const TRUST_ACTION = /^sts:(?:\*|Assume[A-Za-z*]*|TagSession|SetSourceIdentity|SetContext)$/i;
const PRINCIPAL_TYPES: ReadonlySet<string> = new Set(["AWS", "Service", "Federated", "CanonicalUser"]);
const AWS_PRINCIPAL = /^(?:\*|\d{12}|arn:aws:(?:iam|sts)::\d{12}:\S+)$/;
const SERVICE_PRINCIPAL = /^[a-z0-9.-]+\.(?:amazonaws\.com|aws\.internal)$/;

/** One statement of a role's trust policy; throws MalformedPolicyDocument with IAM's sentence. */
export function assertTrustStatement(statement: StatementFields): void {
  for (const name of ["Resource", "NotResource"]) {
    if (Object.hasOwn(statement, name)) throw malformed(`Has prohibited field ${name}`);
  }
  if (!Object.hasOwn(statement, "Principal") && !Object.hasOwn(statement, "NotPrincipal")) {
    throw malformed("Missing required field Principal");
  }
  // IAM-25: everybody but one is no trust.
  if (statement["Effect"] === "Allow" && Object.hasOwn(statement, "NotPrincipal")) {
    throw malformed("Allow with NotPrincipal is not allowed.");
  }
  const actions = stringList(statement["Action"] ?? statement["NotAction"]) ?? [];
  if (actions.length === 0) throw malformed("Missing required field Action");
  if (!actions.every((action) => TRUST_ACTION.test(action))) {
    throw malformed("AssumeRole policy may only specify STS AssumeRole actions.");
  }
  assertPrincipal(statement["Principal"] ?? statement["NotPrincipal"]);
}

function assertPrincipal(principal: unknown): void {
  if (principal === "*") return;
  if (!isRecord(principal)) {
    throw malformed(`AssumeRolepolicy contained an invalid principal: "STAR":"${String(principal)}".`);
  }
  for (const [type, value] of Object.entries(principal)) {
    for (const name of stringList(value) ?? [""]) {
      if (!isPrincipal(type, name))
        throw malformed(`Invalid principal in policy: "${type.toUpperCase()}":"${name}"`);
    }
  }
}

function isPrincipal(type: string, name: string): boolean {
  if (!PRINCIPAL_TYPES.has(type) || name === "") return false;
  if (type === "AWS") return AWS_PRINCIPAL.test(name);
  if (type === "Service") return SERVICE_PRINCIPAL.test(name);
  return true;
}
