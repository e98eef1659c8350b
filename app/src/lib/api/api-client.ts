import { type ApiCall, type ApiSettings, callApi, isOffered } from "./api";

/** The API as the signed-in person sees it. */
export interface ApiClient {
  call(call: ApiCall): Promise<unknown>;
  isOffered(call: Pick<ApiCall, "method" | "path">): Promise<boolean>;
}

export function createApiClient(settings: ApiSettings): ApiClient {
  return {
    call: (call) => callApi(settings, call),
    isOffered: (call) => isOffered(settings, call),
  };
}
