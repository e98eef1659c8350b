import type { GetEmailIdentityRequest } from "../../../wire/models/generated/sesv2.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requireIdentity } from "../identities/create.ts";
import type { SesContext } from "../shared/context.ts";
import { onIdentity } from "./questions.ts";
import { shownTags } from "./shapes.ts";

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetEmailIdentity.html */
export function GetEmailIdentity(ses: SesContext): Operation<GetEmailIdentityRequest> {
  return {
    name: "GetEmailIdentity",
    authorize: ({ EmailIdentity }) => onIdentity(ses, "ses:GetEmailIdentity", EmailIdentity),
    run: ({ EmailIdentity }) => {
      const { kind, verified, tags } = requireIdentity(ses, EmailIdentity);
      return {
        IdentityType: kind === "Domain" ? "DOMAIN" : "EMAIL_ADDRESS",
        FeedbackForwardingStatus: true,
        VerifiedForSendingStatus: verified,
        VerificationStatus: verified ? "SUCCESS" : "PENDING",
        Policies: {},
        Tags: shownTags(tags),
      };
    },
  };
}
