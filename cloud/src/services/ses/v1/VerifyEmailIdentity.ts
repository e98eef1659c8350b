import type { VerifyEmailIdentityRequest } from "../../../wire/models/generated/ses.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { verifyAddress } from "../identities/manage.ts";
import type { SesContext } from "../shared/context.ts";
import { asksAll } from "./questions.ts";

/** @see https://docs.aws.amazon.com/ses/latest/APIReference/API_VerifyEmailIdentity.html */
export function VerifyEmailIdentity(ses: SesContext): QueryOperation<VerifyEmailIdentityRequest> {
  return {
    name: "VerifyEmailIdentity",
    authorize: asksAll("ses:VerifyEmailIdentity"),
    run: ({ EmailAddress }) => {
      verifyAddress(ses, EmailAddress);
      return {};
    },
  };
}
