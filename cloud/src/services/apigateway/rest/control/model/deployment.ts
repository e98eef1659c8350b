import type { RestApi } from "./rest-api.ts";

/** A snapshot of an API: the only thing a stage ever serves. */
export interface Deployment {
  readonly id: string;
  readonly restApiId: string;
  readonly description?: string;
  /** Epoch seconds. */
  readonly createdDate: number;
  readonly snapshot: RestApi;
}
