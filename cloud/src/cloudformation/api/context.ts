import type { Endpoints } from "../../core/endpoints.ts";
import type { QueryOperation } from "../../wire/protocols/query.ts";
import type { ChangeSets } from "../engine/change-sets.ts";
import type { Stacks } from "../engine/stacks.ts";

/** What the operations of the API work with. */
export interface ApiContext {
  readonly stacks: Stacks;
  readonly changeSets: ChangeSets;
  readonly endpoints: Endpoints;
}

/** Makes one operation of the API, whose input is the model's. */
export type OperationFactory<Input> = (api: ApiContext) => QueryOperation<Input>;
