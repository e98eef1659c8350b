import type { Why } from "../../../../../core/why.ts";
import { RedirectRefusal } from "../../domain-request/refusals.ts";
import type { AuthorizationCheck } from "../request/authorization-request.ts";

const FLOW_OF_RESPONSE_TYPE = new Map([
  ["code", "code"],
  ["token", "implicit"],
] as const);

/** OAU-6: the response type is known and its flow is enabled on the client. */
export const responseTypeIsAllowed: AuthorizationCheck = (attempt) => {
  const responseType = attempt.parameters.get("response_type") ?? "";
  const flow = (FLOW_OF_RESPONSE_TYPE as ReadonlyMap<string, "code" | "implicit">).get(responseType);
  const why: Why = {
    rule: "OAU-6",
    reason: "response-type-not-allowed",
    asked: { type: responseType },
    had: { client: attempt.client.id },
    by: { flows: attempt.client.oauthFlows },
  };
  if (flow === undefined) throw new RedirectRefusal(attempt, "invalid_request").because(why);
  if (!attempt.client.oauthFlows.includes(flow)) {
    throw new RedirectRefusal(attempt, "invalid_request", "unauthorized_client").because(why);
  }
};
