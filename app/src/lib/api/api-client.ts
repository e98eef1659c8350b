import { type ApiCall, type ApiSettings, callApi, isOffered } from "./api";

/** The API as the signed-in person sees it. */
export interface ApiClient {
  call(call: ApiCall): Promise<unknown>;
  isOffered(path: string): Promise<boolean>;
}

export function createApiClient(settings: ApiSettings): ApiClient {
  return {
    call: (call) => callApi(settings, call),
    isOffered: (path) => isOffered(settings, path),
  };
}
