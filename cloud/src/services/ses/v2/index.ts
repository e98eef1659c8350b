import type { AnyOperation } from "../../../wire/operation.ts";
import type { SesContext } from "../context.ts";
import { CreateEmailIdentity } from "./CreateEmailIdentity.ts";
import { DeleteEmailIdentity } from "./DeleteEmailIdentity.ts";
import { GetAccount } from "./GetAccount.ts";
import { GetEmailIdentity } from "./GetEmailIdentity.ts";
import { FormerListEmailIdentities, ListEmailIdentities } from "./ListEmailIdentities.ts";
import { SendEmail } from "./SendEmail.ts";

export function v2Operations(ses: SesContext): readonly AnyOperation[] {
  return [
    CreateEmailIdentity(ses),
    DeleteEmailIdentity(ses),
    GetAccount(ses),
    GetEmailIdentity(ses),
    ListEmailIdentities(ses),
    FormerListEmailIdentities(ses),
    SendEmail(ses),
  ];
}
