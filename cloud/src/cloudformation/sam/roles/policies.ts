import type { Value } from "../../../core/ports/resource-provider.ts";
import { isValueMap, member } from "../../template/value.ts";
import { type InvalidServerless, invalidResource, invalidTemplate } from "../expansion/errors.ts";
import { isTruthy } from "../expansion/python.ts";
import { branchesOf, isIf, isIntrinsic, isNoValue, when } from "../expansion/values.ts";
import { MANAGED_POLICIES } from "../generated/managed-policies.ts";
import { expandPolicyTemplate, policyTemplateName } from "./policy-templates.ts";

export interface RolePolicies {
  readonly managed: Value[];
  readonly inline: Value[];
}

type PolicyKind = "managed" | "document" | "template" | "unknown";

export const POLICY_ARN = "arn:aws:iam::aws:policy/";
const ARN_BY_NAME: ReadonlyMap<string, string> = new Map(
  MANAGED_POLICIES.map((path) => [path.slice(path.lastIndexOf("/") + 1), POLICY_ARN + path]),
);

/**
 * Splits `Policies` into managed policies and inline documents. Documents stay as written: no
 * `Version` is added, so a document without one has the meaning of 2008-10-17.
 * The number in a policy name is the place in the list.
 */
export function readPolicies(logicalId: string, policies: Value | undefined): RolePolicies {
  const split: RolePolicies = { managed: [], inline: [] };
  if (!isTruthy(policies)) return split;
  const list = (Array.isArray(policies) ? policies : [policies]).map((policy) => ({
    kind: kindOf(policy),
    policy,
  }));
  for (const [index, { kind, policy }] of list.entries()) {
    const named = (document: Value): Value => ({
      PolicyName: `${logicalId}RolePolicy${index}`,
      PolicyDocument: document,
    });
    if (kind === "managed") split.managed.push(inBranches(policy, managedArn));
    else if (kind === "document") split.inline.push(inBranches(policy, named));
    else if (kind === "template") {
      split.inline.push(inBranches(policy, (template) => named(fromTemplate(logicalId, template))));
    } else throw unknownPolicy(logicalId, index);
  }
  return split;
}

function unknownPolicy(logicalId: string, index: number): InvalidServerless {
  return invalidResource(logicalId, `Policy at index ${index} in the 'Policies' property is not valid`);
}

function kindOf(policy: Value): PolicyKind {
  if (typeof policy === "string") return "managed";
  if (isIf(policy)) {
    const branches = branchesOf(policy);
    if (branches === undefined) throw invalidTemplate("Fn::If requires 3 arguments");
    return kindOfBranches(branches[1], branches[2]);
  }
  if (isIntrinsic(policy)) return "managed";
  if (isValueMap(policy) && member(policy, "Statement") !== undefined) return "document";
  return policyTemplateName(policy) === undefined ? "unknown" : "template";
}

function kindOfBranches(yes: Value, no: Value): PolicyKind {
  const [yesKind, noKind] = [kindOf(yes), kindOf(no)];
  if (yesKind === noKind || isNoValue(no)) return yesKind;
  if (isNoValue(yes)) return noKind;
  throw invalidTemplate(
    "Different policy types within the same Fn::If statement is unsupported. Separate different policy types into different Fn::If statements",
  );
}

/** Converts a policy, or both branches of an `Fn::If`. */
function inBranches(policy: Value, convert: (one: Value) => Value): Value {
  const branches = isIf(policy) ? branchesOf(policy) : undefined;
  if (branches === undefined) return convert(policy);
  const [condition, yes, no] = branches;
  const one = (branch: Value) => (isNoValue(branch) ? branch : convert(branch));
  return when(condition, one(yes), one(no));
}

function managedArn(policy: Value): Value {
  return typeof policy === "string" ? (ARN_BY_NAME.get(policy) ?? policy) : policy;
}

function fromTemplate(logicalId: string, policy: Value): Value {
  const name = policyTemplateName(policy) ?? "";
  return expandPolicyTemplate(logicalId, name, isValueMap(policy) ? policy[name] : undefined);
}
