import type { Scope } from "../../../../../core/arns.ts";
import type { Clock } from "../../../../../core/clock.ts";
import type { Randomness } from "../../../../../core/randomness.ts";
import { apiNotFound } from "./errors.ts";
import type { RestApi } from "./rest-api.ts";
import type { ApiStore } from "./store.ts";

/** What management operations and resource providers work with. */
export interface Control {
  readonly store: ApiStore;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly scope: Scope;
  /** Tells the serving side that a stage or deployment of this API changed. */
  readonly changed: (apiId: string) => void;
}

/** @throws NotFoundException */
export function requireApi(control: Control, id: string): RestApi {
  const api = control.store.findApi(id);
  if (api === undefined) throw apiNotFound(control.scope.accountId, id);
  return api;
}

/** Changes an API definition atomically. Nothing is served differently until it is deployed. */
export function editApi(control: Control, id: string, change: (api: RestApi) => RestApi): RestApi {
  return control.store.transaction(() => {
    const changed = change(requireApi(control, id));
    control.store.saveApi(changed);
    return changed;
  });
}
