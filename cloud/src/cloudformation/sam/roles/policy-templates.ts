import type { Value } from "../../../core/ports/resource-provider.ts";
import { isValueMap, member, type ValueMap, valueMap } from "../../template/value.ts";
import { invalidResource } from "../expansion/errors.ts";
import { pythonList } from "../expansion/python.ts";
import { POLICY_TEMPLATES } from "../generated/policy-templates.ts";

/** The name when a policy is one of AWS's templates with its parameters. */
export function policyTemplateName(policy: Value): string | undefined {
  if (!isValueMap(policy)) return undefined;
  const [name = "", ...more] = Object.keys(policy);
  return more.length === 0 && Object.hasOwn(POLICY_TEMPLATES, name) ? name : undefined;
}

export function expandPolicyTemplate(logicalId: string, name: string, values: Value | undefined): Value {
  const template = POLICY_TEMPLATES[name];
  if (template === undefined || !isValueMap(values)) {
    throw invalidResource(logicalId, `Must specify valid parameter values for policy template '${name}'`);
  }
  const missing = template.parameters.filter((parameter) => !Object.hasOwn(values, parameter));
  if (missing.length > 0) {
    throw invalidResource(
      logicalId,
      `Following required parameters of template '${name}' don't have values: ${pythonList(missing)}`,
    );
  }
  return fill(template.definition, values);
}

function fill(node: Value, values: ValueMap): Value {
  if (Array.isArray(node)) return node.map((item) => fill(item, values));
  if (!isValueMap(node)) return node;
  const name = node["Ref"];
  if (typeof name === "string") return member(values, name) ?? node;
  return valueMap(Object.entries(node).map(([key, nested]) => [key, fill(nested, values)] as const));
}
