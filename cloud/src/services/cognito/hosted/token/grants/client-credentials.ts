import { OAuthRefusal } from "../../domain-request/refusals.ts";
import type { TokenGrant } from "../grant.ts";

/**
 * OAU-38: a client without the flow is refused as on AWS, one with the flow by name: machine
 * tokens are not made here.
 */
export const clientCredentialsGrant: TokenGrant = async ({ client }) => {
  if (!client.oauthEnabled || !client.oauthFlows.includes("client_credentials")) {
    throw new OAuthRefusal("invalid_grant").because({
      rule: "OAU-38",
      reason: "grant-not-allowed",
      asked: { grant: "client_credentials" },
      had: { client: client.id },
      by: { flows: client.oauthFlows },
    });
  }
  throw new OAuthRefusal(
    "unsupported_grant_type",
    "client_credentials is not supported by Portcullis. See docs/gaps.md.",
  );
};
