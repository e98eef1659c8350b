import { epochSeconds } from "../../../../../core/clock.ts";
import { type Control, requireApi } from "../model/control.ts";
import type { Deployment } from "../model/deployment.ts";
import { badRequest, deploymentNotFound } from "../model/errors.ts";
import { newPartId } from "../model/ids.ts";
import type { RestApi } from "../model/rest-api.ts";
import { type StageInput, saveNewStage, saveStage } from "./stages.ts";

export interface DeploymentInput {
  readonly restApiId: string;
  readonly description?: string | undefined;
  /** Creates this stage, or points it at the new deployment. */
  readonly stageName?: string | undefined;
  readonly stage?: Omit<StageInput, "restApiId" | "stageName" | "deploymentId"> | undefined;
}

/** APIGW-15: takes a snapshot of the API; the only way changes come to be served. */
export function createDeployment(control: Control, input: DeploymentInput): Deployment {
  const { store } = control;
  return store.transaction(() => {
    const api = requireApi(control, input.restApiId);
    assertDeployable(api);
    const deployment: Deployment = {
      id: newPartId(control.randomness),
      restApiId: api.id,
      ...(input.description === undefined ? {} : { description: input.description }),
      createdDate: epochSeconds(control.clock),
      snapshot: api,
    };
    store.saveDeployment(deployment);
    if (input.stageName !== undefined) pointStage(control, input, deployment.id);
    return deployment;
  });
}

function pointStage(control: Control, input: DeploymentInput, deploymentId: string): void {
  const stageName = input.stageName ?? "";
  const known = control.store.findStage(input.restApiId, stageName);
  if (known === undefined) {
    saveNewStage(control, { ...input.stage, restApiId: input.restApiId, stageName, deploymentId });
  } else {
    saveStage(control, { ...known, deploymentId });
  }
}

/** @throws NotFoundException */
export function requireDeployment(control: Control, restApiId: string, id: string): Deployment {
  requireApi(control, restApiId);
  const deployment = control.store.findDeployment(restApiId, id);
  if (deployment === undefined) throw deploymentNotFound();
  return deployment;
}

export function deleteDeployment(control: Control, restApiId: string, id: string): void {
  requireDeployment(control, restApiId, id);
  if (control.store.listStages(restApiId).some((it) => it.deploymentId === id)) {
    throw badRequest("Active stages pointing to this deployment must be moved or deleted");
  }
  control.store.deleteDeployment(restApiId, id);
}

function assertDeployable(api: RestApi): void {
  const methods = api.resources.flatMap((resource) => Object.values(resource.methods));
  if (methods.length === 0) throw badRequest("The REST API doesn't contain any methods");
  if (methods.some((method) => method?.integration === undefined)) {
    throw badRequest("No integration defined for method");
  }
}
