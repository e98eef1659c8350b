import type { ListEmailIdentitiesRequest } from "../../../wire/models/generated/sesv2.types.ts";
import type { HttpBinding, Operation } from "../../../wire/operation.ts";
import type { SesContext } from "../shared/context.ts";
import { pageOf } from "../shared/page.ts";
import { badRequest } from "./errors.ts";
import { onEverything } from "./questions.ts";

const PAGE = 100;

/** Where clients of older models find it. */
const FORMER: HttpBinding = {
  method: "GET",
  uri: "/v2/email/identities",
  members: { NextToken: ["query", "NextToken"], PageSize: ["query", "PageSize"] },
};

export function FormerListEmailIdentities(ses: SesContext): Operation<ListEmailIdentitiesRequest> {
  return { ...ListEmailIdentities(ses), http: FORMER };
}

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_ListEmailIdentities.html */
export function ListEmailIdentities(ses: SesContext): Operation<ListEmailIdentitiesRequest> {
  return {
    name: "ListEmailIdentities",
    authorize: onEverything("ses:ListEmailIdentities"),
    run: (input) => {
      const { NextToken: token, PageSize: size = PAGE } = input;
      try {
        const question = { operation: "ListEmailIdentities", input };
        const { items, next } = pageOf(ses.identities.list(), question, { token, size });
        const EmailIdentities = items.map(({ kind, name, verified }) => ({
          IdentityType: kind === "Domain" ? "DOMAIN" : "EMAIL_ADDRESS",
          IdentityName: name,
          SendingEnabled: verified,
          VerificationStatus: verified ? "SUCCESS" : "PENDING",
        }));
        return { EmailIdentities, ...(next === undefined ? {} : { NextToken: next }) };
      } catch (error) {
        throw badRequest(error);
      }
    },
  };
}
