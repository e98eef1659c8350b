import type { Endpoints } from "../../../core/endpoints.ts";
import type { FunctionsContext } from "../functions/context.ts";
import type { UrlStore } from "./store.ts";

/** What the rules of function URLs work with. */
export interface UrlsContext extends FunctionsContext {
  readonly urls: UrlStore;
  readonly endpoints: Pick<Endpoints, "functionUrl">;
}
