import type { Endpoints } from "../../../core/endpoints.ts";
import type { AdminDependencies } from "../api/operations/dependencies.ts";

/** Providers call the managers that the API operations call. */
export interface ResourceDependencies extends AdminDependencies {
  readonly endpoints: Pick<Endpoints, "issuer">;
}
