import type {
  Properties,
  ProvisionedResource,
  ResourceContext,
  ResourceProvider,
} from "../../../core/ports/resource-provider.ts";
import { givenTags } from "../../../core/properties/property-values.ts";
import type { Control } from "../rest/control/model/control.ts";
import { badRequest } from "../rest/control/model/errors.ts";
import type { Stage } from "../rest/control/model/stage.ts";
import {
  createStage,
  deleteStage,
  replaceStage,
  requireStage,
  type StageInput,
} from "../rest/control/stages/stages.ts";
import { managementArn, propertiesOf, tagCalls } from "./calls.ts";
import { unlessGone } from "./deleting.ts";
import { requiredText, tags, text } from "./properties.ts";
import { STAGE_SCHEMA, stageSettings } from "./stage-properties.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-stage.html */
export function stageProvider(control: Control): ResourceProvider {
  return {
    type: "AWS::ApiGateway::Stage",
    properties: { ...STAGE_SCHEMA, DeploymentId: true, RestApiId: true, StageName: true },
    required: ["RestApiId"],
    replaceOn: ["RestApiId", "StageName"],
    calls: (context, change) => {
      const properties = propertiesOf(change);
      const restApiId = requiredText(properties, "RestApiId");
      const stageName = text(properties, "StageName") ?? "";
      const input = { restApiId, stageName };
      if (change.kind === "delete") return [{ operation: "DeleteStage", input }];
      const tags = givenTags(context.tags, properties);
      if (change.kind === "create") return [{ operation: "CreateStage", input: { ...input, tags } }];
      const arn = managementArn(control.scope, ["restapis", restApiId, "stages", stageName]);
      const present = control.store.findStage(restApiId, stageName)?.tags;
      return [{ operation: "UpdateStage", input }, ...tagCalls(arn, present, tags)];
    },
    create: async (context, properties) =>
      context.commit(() => provisioned(createStage(control, inputOf(context, properties)))),
    update: async (context, physicalId, _before, after) =>
      provisioned(updateStage(control, physicalId, inputOf(context, after))),
    delete: async (_context, physicalId, properties) =>
      unlessGone(() => deleteStage(control, requiredText(properties, "RestApiId"), physicalId)),
  };
}

function inputOf(context: ResourceContext, properties: Properties): StageInput {
  const stageName = text(properties, "StageName");
  const deploymentId = text(properties, "DeploymentId");
  if (stageName === undefined || deploymentId === undefined) {
    throw badRequest("StageName and DeploymentId are required");
  }
  return {
    ...stageSettings(properties),
    restApiId: requiredText(properties, "RestApiId"),
    stageName,
    deploymentId,
    tags: tags(properties, context.tags),
  };
}

function updateStage(control: Control, name: string, input: StageInput): Stage {
  return replaceStage(control, requireStage(control, input.restApiId, name), input);
}

function provisioned(stage: Stage): ProvisionedResource {
  return { physicalId: stage.stageName, attributes: {} };
}
