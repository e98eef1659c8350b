import type { DeleteEmailIdentityRequest } from "../../../wire/models/generated/sesv2.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requireIdentity } from "../identities/create.ts";
import { deleteIdentity } from "../identities/manage.ts";
import type { SesContext } from "../shared/context.ts";
import { onIdentity } from "./questions.ts";

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeleteEmailIdentity.html */
export function DeleteEmailIdentity(ses: SesContext): Operation<DeleteEmailIdentityRequest> {
  return {
    name: "DeleteEmailIdentity",
    authorize: ({ EmailIdentity }) => onIdentity(ses, "ses:DeleteEmailIdentity", EmailIdentity),
    run: ({ EmailIdentity }) => deleteIdentity(ses, requireIdentity(ses, EmailIdentity).name),
  };
}
