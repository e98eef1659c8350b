import type { Value } from "../../core/ports/resource-provider.ts";
import { isValueMap, member, type ValueMap, valueMap } from "../template/value.ts";
import { POLICY_TEMPLATES, type PolicyTemplateStatement } from "./data/policy-templates.ts";
import { invalidResource, notSupportedHere } from "./errors.ts";

export interface RolePolicies {
  readonly managed: readonly Value[];
  readonly inline: readonly ValueMap[];
}

/** AWS managed policies that are not directly under `policy/`. */
const SERVICE_ROLE_POLICIES = new Set([
  "AWSLambdaBasicExecutionRole",
  "AWSLambdaDynamoDBExecutionRole",
  "AWSLambdaENIManagementAccess",
  "AWSLambdaKinesisExecutionRole",
  "AWSLambdaMSKExecutionRole",
  "AWSLambdaRole",
  "AWSLambdaSQSQueueExecutionRole",
  "AWSLambdaVPCAccessExecutionRole",
]);

/**
 * Splits `Policies` into managed policies and inline documents. Documents stay as written: no
 * `Version` is added, so a document without one has the meaning of 2008-10-17.
 * The number in a policy name is the place in the list.
 */
export function readPolicies(logicalId: string, policies: Value | undefined): RolePolicies {
  const managed: Value[] = [];
  const inline: ValueMap[] = [];
  const list = policies === undefined ? [] : Array.isArray(policies) ? policies : [policies];
  for (const [index, policy] of list.entries()) {
    const document = documentOf(logicalId, policy);
    if (document === undefined) managed.push(managedArn(policy));
    else inline.push({ PolicyName: `${logicalId}RolePolicy${index}`, PolicyDocument: document });
  }
  return { managed: managed.filter((arn, index) => managed.indexOf(arn) === index), inline };
}

function managedArn(policy: Value): Value {
  if (typeof policy !== "string" || policy.startsWith("arn:")) return policy;
  const path = SERVICE_ROLE_POLICIES.has(policy) ? "service-role/" : "";
  return `arn:aws:iam::aws:policy/${path}${policy}`;
}

/** The policy document, or undefined for a managed policy. */
function documentOf(logicalId: string, policy: Value): ValueMap | undefined {
  if (typeof policy === "string") return undefined;
  if (!isValueMap(policy)) {
    throw invalidResource(logicalId, "Type of property 'Policies' is invalid.");
  }
  if (member(policy, "Statement") !== undefined) return policy;
  const names = Object.keys(policy);
  const [name = ""] = names;
  if (names.length === 1 && name === "Fn::If") {
    throw notSupportedHere(logicalId, "Fn::If in Policies");
  }
  if (names.length === 1 && (name === "Ref" || name.startsWith("Fn::"))) return undefined;
  if (names.length === 1) return expandTemplate(logicalId, name, policy[name]);
  throw invalidResource(logicalId, "A policy must be a managed policy, a document or one policy template.");
}

function expandTemplate(logicalId: string, name: string, given: Value | undefined): ValueMap {
  const template = POLICY_TEMPLATES.get(name);
  if (template === undefined) throw notSupportedHere(logicalId, `The policy template ${name}`);
  const values = isValueMap(given) ? given : {};
  const missing = template.parameters.filter((parameter) => !Object.hasOwn(values, parameter));
  if (missing.length > 0) {
    throw invalidResource(
      logicalId,
      `Following required parameters of template '${name}' don't have values: [${missing.map((m) => `'${m}'`).join(", ")}]`,
    );
  }
  return {
    Statement: template.statements.map((statement) => statementOf(statement, template.parameters, values)),
  };
}

function statementOf(
  { actions, resources }: PolicyTemplateStatement,
  parameters: readonly string[],
  values: ValueMap,
): ValueMap {
  const variables = valueMap(
    parameters.map((name) => [name.charAt(0).toLowerCase() + name.slice(1), values[name] ?? ""] as const),
  );
  const arn = (text: string): Value => (text === "*" ? "*" : { "Fn::Sub": [text, variables] });
  return {
    Effect: "Allow",
    Action: [...actions],
    Resource: typeof resources === "string" ? arn(resources) : resources.map(arn),
  };
}
