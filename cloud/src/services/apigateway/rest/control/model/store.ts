import type { Deployment } from "./deployment.ts";
import type { RestApi } from "./rest-api.ts";
import type { Stage } from "./stage.ts";

/** Settings of the account in this region. */
export interface AccountSettings {
  readonly cloudwatchRoleArn?: string;
}

/** Durable store of APIs, their deployments and stages. */
export interface ApiStore {
  listApis(): RestApi[];
  findApi(id: string): RestApi | undefined;
  saveApi(api: RestApi): void;
  /** Deployments and stages go with their API. */
  deleteApi(id: string): void;
  listDeployments(restApiId: string): Deployment[];
  findDeployment(restApiId: string, id: string): Deployment | undefined;
  saveDeployment(deployment: Deployment): void;
  deleteDeployment(restApiId: string, id: string): void;
  listStages(restApiId: string): Stage[];
  findStage(restApiId: string, name: string): Stage | undefined;
  saveStage(stage: Stage): void;
  deleteStage(restApiId: string, name: string): void;
  account(): AccountSettings;
  saveAccount(settings: AccountSettings): void;
  transaction<Result>(work: () => Result): Result;
}
