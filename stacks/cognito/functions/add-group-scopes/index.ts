import type { PreTokenGenerationV2TriggerEvent } from "aws-lambda";
import { groupScopes } from "./group-scopes.ts";

/** Anything but this word of the template takes the scope away. */
const KEEP = "keep";

/**
 * Pre token generation, event version V2_0: writes what a person may do into the access token.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export async function handler(
  event: PreTokenGenerationV2TriggerEvent,
): Promise<PreTokenGenerationV2TriggerEvent> {
  const keepSelfService = process.env["SELF_SERVICE_SCOPE"] === KEEP;
  const groups = event.request.groupConfiguration.groupsToOverride ?? [];
  event.response = {
    claimsAndScopeOverrideDetails: {
      accessTokenGeneration: groupScopes(groups, event.callerContext.clientId, { keepSelfService }),
    },
  };
  return event;
}
