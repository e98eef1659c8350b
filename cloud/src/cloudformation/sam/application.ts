import { isValueMap, type ValueMap } from "../template/value.ts";
import { invalidResource, notSupportedHere } from "./expansion/errors.ts";
import {
  addResource,
  defined,
  type ExpansionContext,
  functionTags,
  keptOn,
  passedOn,
  type ServerlessResource,
} from "./expansion/expansion-context.ts";
import { stringAt } from "./expansion/expect.ts";
import { knownValue } from "./expansion/known-values.ts";
import { isTruthy } from "./expansion/python.ts";

/** AWS::Serverless::Application → a nested stack. One of the application repository is refused by name. */
export function expandApplication(resource: ServerlessResource, context: ExpansionContext): void {
  const { logicalId, body, properties } = resource;
  const { Location, NotificationARNs, Parameters, TimeoutInMinutes } = properties;
  if (isValueMap(Location)) {
    throw notSupportedHere(logicalId, "A Location in the serverless application repository");
  }
  addResource(context, logicalId, {
    id: logicalId,
    type: "AWS::CloudFormation::Stack",
    attributes: defined({ ...passedOn(body), DependsOn: keptOn(body)["DependsOn"] }),
    properties: {
      TemplateURL: Location,
      Parameters,
      NotificationARNs,
      Tags: functionTags(resource),
      TimeoutInMinutes,
    },
  });
}

/** What must be true of an application before its properties are looked at. */
export function checkApplication(
  { logicalId, properties }: ServerlessResource,
  context: ExpansionContext,
): void {
  assertNames(logicalId, properties, ["Location"]);
  const { Location } = properties;
  if (isValueMap(Location)) checkPublished(logicalId, Location, context);
}

/** Where an application is in the repository: both texts, or what becomes one by parameters and mappings. */
function checkPublished(logicalId: string, location: ValueMap, context: ExpansionContext): void {
  const refuse = (message: string) => invalidResource(logicalId, message);
  assertNames(logicalId, location, ["ApplicationId", "SemanticVersion"]);
  const id = knownValue(location["ApplicationId"], context);
  const version = knownValue(location["SemanticVersion"], context);
  const unresolved = (name: string) =>
    refuse(
      `Property '${name}' cannot be resolved. Only FindInMap and Ref intrinsic functions are supported.`,
    );
  if (id === undefined) throw refuse("Property 'ApplicationId' is required.");
  if (isValueMap(id)) throw unresolved("ApplicationId");
  if (!isTruthy(version)) throw refuse("Property 'SemanticVersion' cannot be blank.");
  if (isValueMap(version)) throw unresolved("SemanticVersion");
  const name = stringAt(id, "Location.ApplicationId", refuse);
  stringAt(version, "Location.SemanticVersion", refuse);
  if (/\{\{resolve:ssm:[a-zA-Z0-9_.\-/]+(?::\d+)?\}\}/.test(name)) {
    throw refuse(
      "Serverless Application Repostiory does not support dynamic reference in 'ApplicationId' property.",
    );
  }
}

function assertNames(logicalId: string, map: ValueMap, names: readonly string[]): void {
  const missing = names.find((name) => !Object.hasOwn(map, name));
  if (missing === undefined) return;
  throw invalidResource(logicalId, `Resource is missing the required [${missing}] property.`);
}
