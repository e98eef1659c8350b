import type { ApiCall } from "./api";
import type { ApiClient } from "./api-client";
import { ApiProblem } from "./api-problem";

/**
 * Calls an endpoint that an API may lack. A browser shows a missing one as unreachable, since its
 * preflight was refused: then the same route is asked for without a token.
 *
 * @throws {ApiProblem} of kind `notOffered` when the API has no such endpoint
 */
export async function callIfOffered(api: ApiClient, call: ApiCall): Promise<unknown> {
  try {
    return await api.call(call);
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.kind !== "unreachable") throw error;
    throw (await api.isOffered(call)) ? error : new ApiProblem("notOffered");
  }
}
