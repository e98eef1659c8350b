import { isValueMap } from "../template/value.ts";
import { notSupportedHere } from "./expansion/errors.ts";
import {
  addResource,
  defined,
  type ExpansionContext,
  functionTags,
  keptOn,
  passedOn,
  type ServerlessResource,
} from "./expansion/expansion-context.ts";

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
