import type { AnyOperation } from "../../../wire/operation.ts";
import type { SesContext } from "../context.ts";
import { DeleteIdentity } from "./DeleteIdentity.ts";
import { GetIdentityVerificationAttributes } from "./GetIdentityVerificationAttributes.ts";
import { GetSendQuota } from "./GetSendQuota.ts";
import { ListIdentities } from "./ListIdentities.ts";
import { SendEmail } from "./SendEmail.ts";
import { SendRawEmail } from "./SendRawEmail.ts";
import { VerifyDomainIdentity } from "./VerifyDomainIdentity.ts";
import { VerifyEmailIdentity } from "./VerifyEmailIdentity.ts";

export function v1Operations(ses: SesContext): readonly AnyOperation[] {
  return [
    DeleteIdentity(ses),
    GetIdentityVerificationAttributes(ses),
    GetSendQuota(ses),
    ListIdentities(ses),
    SendEmail(ses),
    SendRawEmail(ses),
    VerifyDomainIdentity(ses),
    VerifyEmailIdentity(ses),
  ];
}
