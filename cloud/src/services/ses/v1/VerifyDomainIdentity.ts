import type { VerifyDomainIdentityRequest } from "../../../wire/models/generated/ses.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { verifyDomain } from "../identities/manage.ts";
import type { SesContext } from "../shared/context.ts";
import { asksAll } from "./questions.ts";

/** @see https://docs.aws.amazon.com/ses/latest/APIReference/API_VerifyDomainIdentity.html */
export function VerifyDomainIdentity(ses: SesContext): QueryOperation<VerifyDomainIdentityRequest> {
  return {
    name: "VerifyDomainIdentity",
    authorize: asksAll("ses:VerifyDomainIdentity"),
    run: ({ Domain }) => {
      verifyDomain(ses, Domain);
      // What AWS wants in DNS; nobody looks there from here.
      return { VerificationToken: ses.randomness.bytes(32).toString("base64") };
    },
  };
}
