import type { Properties, ResourceContext, ResourceProvider } from "../../../core/ports/resource-provider.ts";
import { type Control, requireApi } from "../rest/control/model/control.ts";
import { createDeployment, deleteDeployment, requireDeployment } from "../rest/control/stages/deployments.ts";
import {
  deleteStage,
  replaceStage,
  type StageInput,
  saveNewStage,
  saveStage,
} from "../rest/control/stages/stages.ts";
import { management, propertiesOf } from "./calls.ts";
import { unlessGone } from "./deleting.ts";
import { object, requiredText, tags, text } from "./properties.ts";
import { describedStageSettings, STAGE_DESCRIPTION_SCHEMA, type StageSettings } from "./stage-properties.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-deployment.html */
export function deploymentProvider(control: Control): ResourceProvider {
  return {
    type: "AWS::ApiGateway::Deployment",
    properties: {
      Description: true,
      RestApiId: true,
      StageDescription: STAGE_DESCRIPTION_SCHEMA,
      StageName: true,
    },
    required: ["RestApiId"],
    replaceOn: ["RestApiId"],
    calls: (_context, change) => {
      const properties = propertiesOf(change);
      const restApiId = requiredText(properties, "RestApiId");
      const stageName = text(properties, "StageName");
      if (change.kind === "create") return [{ operation: "CreateDeployment", input: { restApiId } }];
      const { physicalId: deploymentId } = change;
      const stage = { restApiId, stageName };
      if (change.kind === "delete") {
        return [
          ...(stageName === undefined ? [] : [{ operation: "DeleteStage", input: stage }]),
          { operation: "DeleteDeployment", input: { restApiId, deploymentId } },
        ];
      }
      return [
        management(control.scope, "PATCH", ["restapis", restApiId, "deployments", deploymentId]),
        ...(stageName === undefined ? [] : [{ operation: "UpdateStage", input: stage }]),
      ];
    },
    create: async (context, properties) =>
      context.commit(() => {
        const deployment = createDeployment(control, {
          restApiId: requiredText(properties, "RestApiId"),
          description: text(properties, "Description"),
          stageName: text(properties, "StageName"),
          stage: stageOf(context, properties),
        });
        return provisioned(deployment.id);
      }),
    update: async (context, physicalId, before, after) => {
      updateDeployment(control, physicalId, { context, before, after });
      return provisioned(physicalId);
    },
    delete: async (_context, physicalId, properties) => {
      unlessGone(() => removeDeployment(control, physicalId, properties));
    },
  };
}

function provisioned(id: string) {
  return { physicalId: id, attributes: { DeploymentId: id } };
}

/** What StageDescription says of the stage. */
function stageOf(context: ResourceContext, properties: Properties): StageSettings & Pick<StageInput, "tags"> {
  const description = object(properties, "StageDescription") ?? {};
  return { ...describedStageSettings(description), tags: tags(description, context.tags) };
}

interface Change {
  readonly context: ResourceContext;
  readonly before: Properties;
  readonly after: Properties;
}

/** A changed description or stage; the snapshot itself never changes. */
function updateDeployment(control: Control, id: string, { context, before, after }: Change): void {
  const restApiId = requiredText(after, "RestApiId");
  const { description: _, ...deployment } = requireDeployment(control, restApiId, id);
  const description = text(after, "Description");
  control.store.saveDeployment({ ...deployment, ...(description === undefined ? {} : { description }) });
  const stageName = text(after, "StageName");
  if (stageName === undefined) return;
  const known = control.store.findStage(restApiId, stageName);
  const input = { ...stageOf(context, after), restApiId, stageName, deploymentId: id };
  if (known === undefined) saveNewStage(control, input);
  else if (isSame(before, after)) saveStage(control, { ...known, deploymentId: id });
  else replaceStage(control, known, input);
}

/** A stage that others changed meanwhile keeps that while the template says the same of it. */
function isSame(before: Properties, after: Properties): boolean {
  const [left, right] = [before, after].map((it) =>
    JSON.stringify([it["StageName"], it["StageDescription"]]),
  );
  return left === right;
}

/** The stage that the deployment's own StageName made goes with it; others keep it alive. */
function removeDeployment(control: Control, id: string, properties: Properties): void {
  const restApiId = requiredText(properties, "RestApiId");
  requireApi(control, restApiId);
  const stageName = text(properties, "StageName");
  control.store.transaction(() => {
    const own = stageName === undefined ? undefined : control.store.findStage(restApiId, stageName);
    if (own?.deploymentId === id) deleteStage(control, restApiId, own.stageName);
    deleteDeployment(control, restApiId, id);
  });
}
