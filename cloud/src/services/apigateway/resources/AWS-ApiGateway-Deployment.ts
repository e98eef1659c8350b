import type { Properties, ResourceProvider } from "../../../core/ports/resource-provider.ts";
import { type Control, requireApi } from "../rest/control/control.ts";
import { createDeployment, deleteDeployment, requireDeployment } from "../rest/control/stages/deployments.ts";
import { deleteStage, saveNewStage, saveStage } from "../rest/control/stages/stages.ts";
import { management, propertiesOf } from "./calls.ts";
import { unlessGone } from "./deleting.ts";
import { object, requiredText, tags, text } from "./properties.ts";
import { STAGE_SCHEMA, stageSettings } from "./stage-properties.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-deployment.html */
export function deploymentProvider(control: Control): ResourceProvider {
  return {
    type: "AWS::ApiGateway::Deployment",
    properties: { Description: true, RestApiId: true, StageDescription: STAGE_SCHEMA, StageName: true },
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
          stage: { ...stageSettings(stageDescription(properties)), tags: tags({}, context.tags) },
        });
        return provisioned(deployment.id);
      }),
    update: async (_context, physicalId, before, after) => {
      updateDeployment(control, physicalId, { before, after });
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

function stageDescription(properties: Properties): Properties {
  return object(properties, "StageDescription") ?? {};
}

/** A changed description or stage; the snapshot itself never changes. */
function updateDeployment(
  control: Control,
  id: string,
  change: { readonly before: Properties; readonly after: Properties },
): void {
  const restApiId = requiredText(change.after, "RestApiId");
  const { description: _, ...deployment } = requireDeployment(control, restApiId, id);
  const description = text(change.after, "Description");
  control.store.saveDeployment({ ...deployment, ...(description === undefined ? {} : { description }) });
  const stageName = text(change.after, "StageName");
  if (stageName === undefined) return;
  const settings = stageSettings(stageDescription(change.after));
  const known = control.store.findStage(restApiId, stageName);
  const input = { ...settings, restApiId, stageName, deploymentId: id, tags: known?.tags ?? {} };
  if (known === undefined) saveNewStage(control, input);
  else saveStage(control, { ...known, deploymentId: id });
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
