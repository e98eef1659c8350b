import type { Condition } from "../../iam/policies/conditions/condition.ts";
import { FOREIGN_ACCOUNT } from "./constants.ts";
import type { Principal } from "./principals.ts";
import { covers } from "./subjects.ts";

/** Condition keys whose values the caller and the account settle, whatever the request. */
const SETTLED: ReadonlySet<string> = new Set([
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalisawsservice",
  "aws:principalservicename",
  "aws:principaltype",
  "aws:requestedregion",
  "aws:resourceaccount",
  "aws:sourceaccount",
  "aws:sourcearn",
  // No request of this cloud has it: the policy that AWS gives to topics lets in nobody by itself.
  "aws:sourceowner",
  "aws:userid",
  "aws:username",
  "aws:viaawsservice",
  "kms:calleraccount",
]);

/** What an account that is not this one says of its own people. */
const OF_THEIR_OWN: ReadonlySet<string> = new Set(["aws:principaltype", "aws:userid", "aws:username"]);

/**
 * ACCESS-8: whether it is known beforehand what a request of that caller says for the condition.
 * @param given further keys whose values are known, in lower case
 */
export function isSettled(
  condition: Condition,
  principal: Principal,
  given: ReadonlySet<string> = NONE,
): boolean {
  const key = condition.key.toLowerCase();
  if (!condition.expected.every(asksForKnown)) return false;
  if (given.has(key)) return true;
  // No service hands over an external id.
  if (principal.kind === "service" && key === "sts:externalid") return true;
  const isTag = key.startsWith("aws:principaltag/");
  if (!SETTLED.has(key) && !isTag) return false;
  if (principal.kind !== "other-account") return true;
  if (isTag || OF_THEIR_OWN.has(key)) return false;
  if (key !== "aws:principalarn") return true;
  return principal.arn !== undefined || !canBeOf(condition, principal.accountId ?? FOREIGN_ACCOUNT);
}

const NONE: ReadonlySet<string> = new Set();

/** Variables of a value are known, too: `${aws:userid}`, not `${s3:prefix}`. */
function asksForKnown(value: string): boolean {
  const names = [...value.matchAll(/\$\{([^{},]*)/g)].map(([, name = ""]) => name.toLowerCase());
  return names.every(
    (name) => SETTLED.has(name) || name.startsWith("aws:principaltag/") || /^[*?$]$/.test(name),
  );
}

/** Whether one of the ARNs is, or may be, of somebody in that account. */
function canBeOf({ expected }: Condition, accountId: string): boolean {
  return expected.some((pattern) => {
    const [head = "", partition = "", service = "", region = "", account] = pattern.split(":");
    if (/\*/.test(`${head}${partition}${service}${region}`) && account === undefined) return true;
    return account !== undefined && covers(account, accountId);
  });
}
