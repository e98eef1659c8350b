import type { UnsupportedPart } from "../../../cloudformation/engine/support.ts";
import { isInsightsOf } from "../../../cloudformation/held/held-parts.ts";
import { isValueMap, type ValueMap } from "../../../cloudformation/template/value.ts";
import type { Scope } from "../../../core/arns.ts";
import type { Value } from "../../../core/ports/resource-provider.ts";
import { awsManagedPolicies } from "../../../iam/identities/data/aws-managed-policies.ts";
import { familyOf } from "../../../services/lambda/functions/runtime-families.ts";
import { layerTextOf, standInFor } from "../layers/known-layers.ts";
import { authorizerPart, partsOfBody, partsOfMethod } from "./api-parts.ts";
import { type Finding, findingOf, type Part } from "./finding.ts";
import { IMAGE } from "./given-parts.ts";

export interface ValueOptions {
  /** What keeps functions of a runtime from running here; undefined when nothing does. */
  runtimeProblem(runtime: string): string | undefined;
  readonly parameters: ReadonlyMap<string, string>;
  readonly scope: Scope;
}

/** What the values of a resource's properties ask for and this cloud has not. */
export function partsOfValues(
  { type, properties }: { readonly type: string; readonly properties: ValueMap },
  options: ValueOptions,
): Part[] {
  switch (type) {
    // What the transform has not taken.
    case "AWS::Serverless::Api":
      return partsOfBody(isValueMap(properties["DefinitionBody"]) ? properties["DefinitionBody"] : {});
    case "AWS::Serverless::Function":
      return functionParts(properties, options);
    case "AWS::Lambda::Function":
      return [
        ...(properties["PackageType"] === "Image" ? [IMAGE] : []),
        ...functionParts(properties, options),
      ];
    case "AWS::ApiGateway::RestApi":
      return restApiParts(properties);
    case "AWS::ApiGateway::Method":
      return partsOfMethod(properties);
    case "AWS::ApiGateway::Authorizer":
      return authorizerPart(String(properties["Name"]), properties["Type"]);
    case "AWS::IAM::Role":
      return policyParts(properties["ManagedPolicyArns"]);
    default:
      return [];
  }
}

function functionParts(properties: ValueMap, options: ValueOptions): Part[] {
  return [...runtimeParts(properties, options), ...layerParts(properties["Layers"], options)];
}

const LAYER = /^arn:[^:]{1,40}:lambda:[^:]{1,40}:(\d{12}):layer:([\w-]{1,140})/;
/** Programs beside the runtime: their layers bring nothing that code could import. */
const EXTENSION =
  /^(?:AWS-(?:AppConfig|Parameters-and-Secrets-Lambda)-Extension|LambdaAdapterLayer|LambdaInsightsExtension)/;

/** Layers that other accounts publish, as far as their ARNs are known before the deployment. */
function layerParts(layers: Value | undefined, options: ValueOptions): Part[] {
  const { scope } = options;
  return (Array.isArray(layers) ? layers : []).flatMap((layer): Part[] => {
    const text = layerTextOf(layer, options);
    if (text === undefined || isInsightsOf(text, scope.region)) return [];
    const [, account, name = ""] = LAYER.exec(text) ?? [];
    if (account === undefined || account === scope.accountId) return [];
    if (standInFor(text, scope) !== undefined) return [];
    const help = EXTENSION.test(name) ? { help: EXTENSION_HELP } : {};
    const what = `the layer ${text} of another account`;
    return [{ kind: "layer", what, below: ["Properties", "Layers"], ...help }];
  });
}

const EXTENSION_HELP =
  "it is an extension, and those are not started here: a condition that is false here leaves it out, and the code asks the service by its SDK";

function runtimeParts({ Runtime: given }: ValueMap, { parameters, runtimeProblem }: ValueOptions): Part[] {
  const name = isValueMap(given) ? given["Ref"] : undefined;
  const runtime = typeof name === "string" ? parameters.get(name) : given;
  const problem = typeof runtime === "string" ? runtimeProblem(runtime) : undefined;
  if (problem === undefined) return [];
  const help = familyOf(String(runtime))?.instead ?? "install it, or name one that is there";
  return [{ kind: "runtime", what: problem, below: ["Properties", "Runtime"], help }];
}

function restApiParts(properties: ValueMap): Part[] {
  const { Body: body, EndpointConfiguration: endpoint } = properties;
  const types = isValueMap(endpoint) ? endpoint["Types"] : undefined;
  const isPrivate = Array.isArray(types) && types.includes("PRIVATE");
  return [...(isPrivate ? [PRIVATE] : []), ...partsOfBody(isValueMap(body) ? body : {})];
}

const PRIVATE: Part = {
  kind: "value",
  what: "the endpoint type PRIVATE",
  below: ["Properties", "EndpointConfiguration"],
  help: "it guards access by a network that is not here; REGIONAL is served",
};

const AWS_POLICY = /^arn:(?:aws|\$\{AWS::Partition\}):iam::aws:policy\/(.{1,200})$/;

/** Policies of AWS by their ARNs, as texts or in `Fn::Sub`. */
function policyParts(given: Value | undefined): Part[] {
  return (Array.isArray(given) ? given : []).flatMap((one): Part[] => {
    const text = isValueMap(one) ? one["Fn::Sub"] : one;
    const path = typeof text === "string" ? AWS_POLICY.exec(text)?.[1] : undefined;
    if (path === undefined || awsManagedPolicies.find(`arn:aws:iam::aws:policy/${path}`) !== undefined)
      return [];
    return [
      { kind: "managed-policy", what: `the managed policy ${path}`, below: ["Properties", "Policies"] },
    ];
  });
}

/** What does the same here as a type that SAM makes. */
const INSTEAD: ReadonlyMap<string, string> = new Map([
  [
    "AWS::ApiGatewayV2::Api",
    "events of Type HttpApi make it, and HTTP APIs are not served here: events of Type Api make a REST API",
  ],
]);

/** A type or property that the engine refuses, as a finding. */
export function findingOfResource(
  { logicalId, type, path, guards }: UnsupportedPart,
  isWritten: boolean,
): Finding {
  if (path === undefined) {
    const help =
      guards !== undefined
        ? `it ${guards}, so it is never only kept; --leave-out ${type} leaves it out, with a warning at every start`
        : isWritten
          ? `to run without it: --leave-out ${type}, where nothing that is served refers to it, or a Condition that is false here`
          : (INSTEAD.get(type) ??
            "SAM makes it of what asks for it: to run without, give that a Condition that is false here");
    return findingOf(logicalId, { kind: "type", what: `the type ${type}`, below: ["Type"], help });
  }
  const parts = path.split("/");
  const what = `the property ${parts.slice(3).join(".")} of ${type}`;
  const help = guards === undefined ? {} : { help: `it ${guards}, so it is never only kept` };
  return findingOf(logicalId, { kind: "property", what, ...help }, parts);
}
