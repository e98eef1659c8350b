import { type AccessRow, formCall, type Needed } from "../../../iam/testing/access-table.ts";
import { RAW, SIMPLE, SIMPLE_2 } from "./world.ts";

const identity = (action: string, name = "a@example.com"): Needed => ({
  action: `ses:${action}`,
  type: "identity",
  values: { IdentityName: name },
});
const any = (action: string): Needed => ({ action: `ses:${action}`, type: "*" });
const form = (action: string, fields: Record<string, string>, needed: Needed): AccessRow => ({
  ...formCall(action, fields),
  needs: [needed],
});

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonses.html */
export const V1_ROWS: Readonly<Record<string, AccessRow>> = {
  DeleteIdentity: form("DeleteIdentity", { Identity: "a@example.com" }, any("DeleteIdentity")),
  GetIdentityVerificationAttributes: form(
    "GetIdentityVerificationAttributes",
    { "Identities.member.1": "a@example.com" },
    any("GetIdentityVerificationAttributes"),
  ),
  GetSendQuota: form("GetSendQuota", {}, any("GetSendQuota")),
  ListIdentities: form("ListIdentities", {}, any("ListIdentities")),
  SendEmail: form("SendEmail", SIMPLE, identity("SendEmail")),
  SendRawEmail: form("SendRawEmail", { "RawMessage.Data": RAW }, identity("SendRawEmail")),
  VerifyDomainIdentity: form("VerifyDomainIdentity", { Domain: "example.net" }, any("VerifyDomainIdentity")),
  VerifyEmailIdentity: form(
    "VerifyEmailIdentity",
    { EmailAddress: "n@example.net" },
    any("VerifyEmailIdentity"),
  ),
};

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservicev2.html */
export const V2_ROWS: Readonly<Record<string, AccessRow>> = {
  CreateEmailIdentity: {
    call: "POST /v2/email/identities",
    body: { EmailIdentity: "n@example.net" },
    needs: [identity("CreateEmailIdentity", "n@example.net")],
  },
  DeleteEmailIdentity: {
    call: "DELETE /v2/email/identities/a%40example.com",
    needs: [identity("DeleteEmailIdentity")],
  },
  GetAccount: { call: "GET /v2/email/account", needs: [any("GetAccount")] },
  GetEmailIdentity: {
    call: "GET /v2/email/identities/a%40example.com",
    needs: [identity("GetEmailIdentity")],
  },
  ListEmailIdentities: {
    call: "POST /v2/email/list-identities",
    body: {},
    needs: [any("ListEmailIdentities")],
  },
  SendEmail: { call: "POST /v2/email/outbound-emails", body: SIMPLE_2, needs: [identity("SendEmail")] },
};
