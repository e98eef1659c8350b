import type { CreateEmailIdentityRequest } from "../../../wire/models/generated/sesv2.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requestTags } from "../../../wire/tag-keys.ts";
import { createIdentity, ownTags, tagsByKey } from "../identities/create.ts";
import type { SesContext } from "../shared/context.ts";
import { onIdentity } from "./questions.ts";

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateEmailIdentity.html */
export function CreateEmailIdentity(ses: SesContext): Operation<CreateEmailIdentityRequest> {
  return {
    name: "CreateEmailIdentity",
    unsupportedMembers: ["ConfigurationSetName", "DkimSigningAttributes"],
    authorize: ({ EmailIdentity, Tags }) =>
      onIdentity(ses, "ses:CreateEmailIdentity", EmailIdentity, requestTags(tagsByKey(Tags))),
    run: ({ EmailIdentity, Tags }) => {
      const { kind, verified } = createIdentity(ses, EmailIdentity, ownTags(Tags));
      return {
        IdentityType: kind === "Domain" ? "DOMAIN" : "EMAIL_ADDRESS",
        VerifiedForSendingStatus: verified,
      };
    },
  };
}
