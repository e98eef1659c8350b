import type { ResourceView } from "../../../cloudformation/engine/evaluation.ts";
import type { RehearsalRequest } from "../../../cloudformation/engine/rehearse.ts";
import type { ResourceDefinition } from "../../../cloudformation/template/model.ts";
import { isValueMap } from "../../../cloudformation/template/value.ts";
import type { Properties, Value } from "../../../core/ports/resource-provider.ts";
import { awsManagedPolicies } from "../../../iam/identities/data/aws-managed-policies.ts";
import { assertRuntime } from "../../../services/lambda/functions/runtimes.ts";
import type { Finding } from "../unsupported/finding.ts";

/** Code that is not built, and runtimes that are not here, are stood in for by a function that does nothing. */
const EMPTY_FUNCTION: Properties = {
  Code: { ZipFile: "exports.handler = async () => undefined;" },
  Handler: "index.handler",
  Runtime: "nodejs22.x",
};

const STANDS_FOR_CODE = ["ImageConfig", "Layers", "PackageType"];

/** What is tried in the place of properties: the same without what is known not to be supported. */
export function standInFor(
  findings: readonly Finding[],
  { allowsRetired }: { readonly allowsRetired: boolean },
): RehearsalRequest["standIn"] {
  return ({ logicalId, type }, given) => {
    const own = findings.filter((finding) => finding.logicalId === logicalId);
    const dropped = own.filter(({ kind }) => kind === "property").map(({ path }) => path.slice(3));
    const properties = dropped.reduce<Properties>((left, path) => withoutMember(left, path), given);
    if (type === "AWS::IAM::Role") return withKnownPolicies(properties);
    if (type !== "AWS::Lambda::Function") return properties;
    const { Runtime: runtime } = properties;
    const isKnown = own.some(({ kind }) => kind === "runtime");
    if (!isKnown && typeof runtime === "string") assertRuntime(runtime, allowsRetired);
    const kept = Object.entries(properties).filter(([name]) => !STANDS_FOR_CODE.includes(name));
    return { ...Object.fromEntries(kept), ...EMPTY_FUNCTION };
  };
}

/** Layers have their packages when they are deployed; who may use them is asked of the layer then. */
export function pretendedLayer({ type, logicalId }: ResourceDefinition): ResourceView | undefined {
  if (type !== "AWS::Lambda::LayerVersion" && type !== "AWS::Lambda::LayerVersionPermission")
    return undefined;
  const ref = `arn:aws:lambda:us-east-1:123456789012:layer:${logicalId}:1`;
  return { type, ref, attributes: { LayerVersionArn: ref } };
}

/** Without what lies at a path: an item of a list leaves its place. */
function withoutMember(properties: Properties, path: readonly string[]): Properties {
  const [name = "", ...below] = path;
  const { [name]: value, ...others } = properties;
  if (value === undefined || below.length === 0) return others;
  return { ...others, [name]: withoutBelow(value, below) };
}

function withoutBelow(value: Value, path: readonly string[]): Value {
  const [name = "", ...below] = path;
  if (Array.isArray(value)) {
    if (below.length === 0) return value.filter((_item, index) => String(index) !== name);
    return value.map((item, index) => (String(index) === name ? withoutBelow(item, below) : item));
  }
  return isValueMap(value) ? (withoutMember(value, path) as Value) : value;
}

function withKnownPolicies(properties: { [name: string]: Value }): Properties {
  const { ManagedPolicyArns: given } = properties;
  if (!Array.isArray(given)) return properties;
  const isKnown = (arn: Value) =>
    !String(arn).startsWith("arn:aws:iam::aws:policy/") || awsManagedPolicies.find(String(arn)) !== undefined;
  return { ...properties, ManagedPolicyArns: given.filter(isKnown) };
}
