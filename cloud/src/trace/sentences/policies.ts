import type { PolicyReason } from "../../core/reasons.ts";
import type { EventView, Phrase, Phraser } from "./view.ts";
import { alternatives, argument, resourceName, shortName } from "./words.ts";

/** Policies: IAM-1 to IAM-5, IAM-14, DDB-4. */
export const POLICY_PHRASES: Readonly<Record<PolicyReason, Phraser>> = {
  "explicit-deny": (view) => ({
    decided: `${statementName(view, "by")} denies it${heldCondition(view)}; no Allow can undo that`,
    would: "change the Deny",
    ...showPolicy(view, view.text("by", "policy")),
  }),
  "no-allow": (view) => (NO_ALLOW[view.text("by", "kind")] ?? identity)(view),
  "role-does-not-trust": (view) => ({
    decided: `the role trusts ${alternatives(trusted(view), "nobody")}${unmetCondition(view)}`,
    would: isOfService(view) ? `let ${view.text("had", "actor")} assume it` : "change its trust policy",
    next: `aws iam get-role --role-name ${argument(roleOf(view.text("asked", "resource")))}`,
  }),
  "role-missing": (view) => ({
    decided: `there is no role ${roleOf(view.text("asked", "resource"))}; the answer hides that`,
    would: "create the role, or correct its ARN",
    next: "aws iam list-roles",
  }),
  "condition-key-untold": (view) => ({
    decided: `a policy has a condition on ${view.text("asked", "key")}, and its values cannot be told from the request`,
    would:
      view.text("asked", "key") === LEADING_KEYS
        ? "name the partition key by = alone"
        : "name each attribute",
  }),
};

const LEADING_KEYS = "dynamodb:LeadingKeys";

const NO_ALLOW: Readonly<Record<string, Phraser>> = {
  identity,
  resource: (view) => ({
    decided: `${admitted(view, policyOwner(view))}${keyHint(view)}`,
    brief: admitted(view, `the ${kindOf(view)}'s policy`),
    would: isOfService(view)
      ? `allow ${view.text("had", "actor")} there`
      : isUnsignedOfS3(view)
        ? "sign the call, or presign its address"
        : `change ${policyOwner(view).replace(OWN_POLICY, "the resource's policy")}`,
  }),
  boundary: (view) => {
    const name = resourceName(view.text("by", "policies"));
    return view.flag("by", "gone")
      ? {
          decided: `its boundary ${name} does not exist any more`,
          would: "put the boundary back, or take it off",
        }
      : {
          decided: `its own policies allow it, its boundary ${name} does not`,
          would: "widen the boundary",
        };
  },
  session: () => ({
    decided: "the session was opened with a narrower policy than the role has",
    would: "assume the role without it",
  }),
};

function identity(view: EventView): Phrase {
  const action = view.text("asked", "action");
  const resource = resourceName(view.text("asked", "resource"));
  const policies = view.list("by", "policies");
  const decided = view.has("near", "miss")
    ? nearMiss(view).slice(2)
    : policies.length === 0
      ? "it has no policy at all"
      : `no statement of its ${policies.length === 1 ? "policy" : `${policies.length} policies`} has the action`;
  return {
    decided: `${decided}${topicHint(view)}${indexHint(view)}`,
    would: view.text("near", "miss") === "condition" ? meeting(view) : `allow ${action} on ${resource}`,
    ...showPolicy(view, view.text("near", "policy") || (policies[0] ?? "")),
  };
}

/** Whom the policy of a resource lets in. */
function admitted(view: EventView, owner: string): string {
  if (view.has("near", "principals")) {
    return `${owner} is for ${alternatives(view.list("near", "principals").map(principalName))} only`;
  }
  if (view.text("near", "miss") !== "condition") return `${owner} has no Allow for it${nearMiss(view)}`;
  return `${owner}[${statementOf(view, "near")}] fits but for ${condition(view)}`;
}

/** `: policy[sid] has it for … only`; empty when nothing came near. */
function nearMiss(view: EventView): string {
  const name = statementName(view, "near");
  switch (view.text("near", "miss")) {
    case "resource":
      return view.has("near", "notResources")
        ? `: ${name} has it for all but ${alternatives(view.list("near", "notResources").map(resourceName))}`
        : `: ${name} has it for ${alternatives(view.list("near", "resources").map(resourceName))} only`;
    case "principal":
      return `: ${name} has it for ${alternatives(view.list("near", "principals").map(principalName))} only`;
    case "condition":
      return `: ${name} fits but for ${condition(view)}`;
    default:
      return "";
  }
}

function condition(view: EventView): string {
  const { operator, key } = { operator: view.text("near", "operator"), key: view.text("near", "key") };
  if (!view.has("near", "wanted")) return `its condition on ${key}`;
  const actual = alternatives(view.list("near", "actual").map(resourceName));
  return `${operator} ${key}: wants ${alternatives(view.list("near", "wanted").map(resourceName))}, had ${actual}`;
}

function unmetCondition(view: EventView): string {
  return view.text("near", "miss") === "condition" ? ` and ${condition(view)}` : "";
}

function heldCondition(view: EventView): string {
  if (!view.has("by", "key")) return "";
  const actual = view.has("by", "actual") ? view.text("by", "actual") : "not given";
  return ` because ${view.text("by", "key")} is ${actual}`;
}

/** The most common slip in IoT policies. */
function topicHint(view: EventView): string {
  const patterns = view.list("near", "resources");
  const action = view.text("asked", "action");
  if (action === "iot:Subscribe" && patterns.some((it) => it.includes(":topic/"))) {
    return " (Subscribe needs topicfilter/)";
  }
  if (action === "iot:Publish" && patterns.some((it) => it.includes(":topicfilter/"))) {
    return " (Publish needs topic/)";
  }
  return "";
}

const OWN_POLICY = "the resource's own policy";

/** Things whose policy is told by their name: nothing else names them in what the caller is told. */
const OWNERS: Readonly<Record<string, string>> = { events: "bus", kms: "key", sns: "topic", sqs: "queue" };

function kindOf(view: EventView): string {
  return OWNERS[view.text("asked", "resource").split(":")[2] ?? ""] ?? "resource";
}

function policyOwner(view: EventView): string {
  const kind = kindOf(view);
  if (kind === "resource") return OWN_POLICY;
  const name = resourceName(view.text("asked", "resource")).replace(/^(?:event-bus|key)\//, "");
  return `the policy of the ${kind} ${name}`;
}

/** A service acts for something: it has no policies of its own, and the resource has to name it. */
function isOfService(view: EventView): boolean {
  return view.has("had", "for");
}

/** A bucket is rarely meant to be everybody's: who asked forgot to sign. */
function isUnsignedOfS3(view: EventView): boolean {
  return view.who === "nobody" && view.text("asked", "action").startsWith("s3:");
}

/** Of everything else, a policy of the caller would do: of a key it counts only where the key says so. */
function keyHint(view: EventView): string {
  return view.text("asked", "action").startsWith("kms:")
    ? ", and does not let the account in: policies of the caller count for nothing"
    : "";
}

/** Whoever may query a table may not query its indexes by that: they are resources of their own. */
function indexHint(view: EventView): string {
  const asked = view.text("asked", "resource");
  const [table = "", index] = asked.split("/index/");
  const isTable = index !== undefined && view.list("near", "resources").includes(table);
  return isTable ? " (its indexes need /index/*)" : "";
}

function meeting(view: EventView): string {
  return view.text("near", "key") === LEADING_KEYS
    ? `ask for items of ${alternatives(view.list("near", "wanted"))} alone`
    : "meet the condition";
}

const KINDS: Readonly<Record<string, string>> = {
  resource: "the resource's policy",
  trust: "the trust policy",
  boundary: "the boundary",
  session: "the session's policy",
};

/** `policy[sid]` or `policy[2]`. */
function statementName(view: EventView, part: "by" | "near"): string {
  const policy = view.text(part, "policy");
  const name =
    policy === "" ? (KINDS[view.text("by", "kind")] ?? "the policy") : shortName(resourceName(policy));
  return `${name}[${statementOf(view, part)}]`;
}

function statementOf(view: EventView, part: "by" | "near"): string {
  return view.text(part, "sid") || view.text(part, "statement");
}

/** Of a service that is not trusted it is told which are, in short. */
function trusted(view: EventView): readonly string[] {
  const names = view.list("by", "principals").map(principalName);
  return isOfService(view) ? names.map((name) => name.replace(/\.amazonaws\.com$/, "")) : names;
}

function principalName(principal: string): string {
  return principal === "*" ? "everybody" : resourceName(principal);
}

function roleOf(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}

function showPolicy(view: EventView, policy: string): Pick<Phrase, "next"> {
  const who = view.text("had", "actor") || (view.event.who ?? "");
  const isRole = who.includes(":role/");
  const role = isRole ? roleOf(who) : /:assumed-role\/([^/]+)\//.exec(who)?.[1];
  if (policy.startsWith("arn:")) return { next: `aws iam get-policy --policy-arn ${argument(policy)}` };
  if (role === undefined) return {};
  return {
    next:
      policy === ""
        ? `aws iam list-role-policies --role-name ${argument(role)}`
        : `aws iam get-role-policy --role-name ${argument(role)} --policy-name ${argument(policy)}`,
  };
}
