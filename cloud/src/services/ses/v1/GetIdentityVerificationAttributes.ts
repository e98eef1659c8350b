import type { GetIdentityVerificationAttributesRequest } from "../../../wire/models/generated/ses.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { SesContext } from "../shared/context.ts";
import { normalName } from "../shared/identity.ts";
import { asksAll } from "./questions.ts";

/** @see https://docs.aws.amazon.com/ses/latest/APIReference/API_GetIdentityVerificationAttributes.html */
export function GetIdentityVerificationAttributes(
  ses: SesContext,
): QueryOperation<GetIdentityVerificationAttributesRequest> {
  return {
    name: "GetIdentityVerificationAttributes",
    authorize: asksAll("ses:GetIdentityVerificationAttributes"),
    run: ({ Identities }) => {
      const entry = Identities.flatMap((given) => {
        const identity = ses.identities.find(normalName(given));
        if (identity === undefined) return [];
        const VerificationStatus = identity.verified ? "Success" : "Pending";
        return [{ key: given, value: { VerificationStatus } }];
      });
      return { VerificationAttributes: { entry } };
    },
  };
}
