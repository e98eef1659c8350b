import { RedirectRefusal } from "../../refusals.ts";
import type { Check } from "../request.ts";

const FLOW_OF_RESPONSE_TYPE = new Map([
  ["code", "code"],
  ["token", "implicit"],
] as const);

/** OAU-6: the response type is known and its flow is enabled on the client. */
export const responseTypeIsAllowed: Check = (attempt) => {
  const responseType = attempt.parameters.get("response_type") ?? "";
  const flow = (FLOW_OF_RESPONSE_TYPE as ReadonlyMap<string, "code" | "implicit">).get(responseType);
  if (flow === undefined) throw new RedirectRefusal(attempt, "invalid_request");
  if (!attempt.client.oauthFlows.includes(flow)) {
    throw new RedirectRefusal(attempt, "invalid_request", "unauthorized_client");
  }
};
