import type { DeleteIdentityRequest } from "../../../wire/models/generated/ses.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { deleteIdentity } from "../identities/manage.ts";
import type { SesContext } from "../shared/context.ts";
import { asksAll } from "./questions.ts";

/** @see https://docs.aws.amazon.com/ses/latest/APIReference/API_DeleteIdentity.html */
export function DeleteIdentity(ses: SesContext): QueryOperation<DeleteIdentityRequest> {
  return {
    name: "DeleteIdentity",
    authorize: asksAll("ses:DeleteIdentity"),
    run: ({ Identity }) => {
      deleteIdentity(ses, Identity);
      return {};
    },
  };
}
