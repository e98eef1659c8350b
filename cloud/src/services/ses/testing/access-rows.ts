import { type AccessRow, formCall, type Needed } from "../../../iam/testing/access-table.ts";
import { RAW, SIMPLE, SIMPLE_2, TOPIC } from "./world.ts";

const identity = (action: string, name = "a@example.com"): Needed => ({
  action: `ses:${action}`,
  type: "identity",
  values: { IdentityName: name },
});
const configurationSet = (action: string, name = "plain"): Needed => ({
  ...{ action: `ses:${action}`, type: "configuration-set", values: { ConfigurationSetName: name } },
});
const template = (action: string, name = "welcome"): Needed => ({
  ...{ action: `ses:${action}`, type: "template", values: { TemplateName: name } },
});
const any = (action: string): Needed => ({ action: `ses:${action}`, type: "*" });
const form = (action: string, fields: Record<string, string>, ...needs: Needed[]): AccessRow => ({
  ...formCall(action, fields),
  needs,
});
const NEW_TEMPLATE = {
  "Template.TemplateName": "welcome",
  "Template.SubjectPart": "Hello",
  "Template.TextPart": "Hello, {{name}}",
};
const NEW_DESTINATION = {
  ConfigurationSetName: "plain",
  "EventDestination.Name": "told",
  "EventDestination.MatchingEventTypes.member.1": "send",
  "EventDestination.SNSDestination.TopicARN": TOPIC,
};
const TO = "Destination.ToAddresses.member.1";

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonses.html */
export const V1_ROWS: Readonly<Record<string, AccessRow>> = {
  CreateConfigurationSet: form(
    "CreateConfigurationSet",
    { "ConfigurationSet.Name": "new" },
    configurationSet("CreateConfigurationSet", "new"),
  ),
  CreateConfigurationSetEventDestination: form(
    "CreateConfigurationSetEventDestination",
    { ...NEW_DESTINATION, "EventDestination.Name": "new" },
    configurationSet("CreateConfigurationSetEventDestination"),
  ),
  DeleteConfigurationSetEventDestination: form(
    "DeleteConfigurationSetEventDestination",
    { ConfigurationSetName: "plain", EventDestinationName: "told" },
    configurationSet("DeleteConfigurationSetEventDestination"),
  ),
  UpdateConfigurationSetEventDestination: form(
    "UpdateConfigurationSetEventDestination",
    NEW_DESTINATION,
    configurationSet("UpdateConfigurationSetEventDestination"),
  ),
  CreateTemplate: form(
    "CreateTemplate",
    { ...NEW_TEMPLATE, "Template.TemplateName": "new" },
    any("CreateTemplate"),
  ),
  DeleteConfigurationSet: form(
    "DeleteConfigurationSet",
    { ConfigurationSetName: "plain" },
    configurationSet("DeleteConfigurationSet"),
  ),
  DeleteTemplate: form("DeleteTemplate", { TemplateName: "welcome" }, any("DeleteTemplate")),
  DescribeConfigurationSet: form(
    "DescribeConfigurationSet",
    { ConfigurationSetName: "plain" },
    any("DescribeConfigurationSet"),
  ),
  GetTemplate: form("GetTemplate", { TemplateName: "welcome" }, any("GetTemplate")),
  ListConfigurationSets: form("ListConfigurationSets", {}, any("ListConfigurationSets")),
  ListTemplates: form("ListTemplates", {}, any("ListTemplates")),
  SendBulkTemplatedEmail: form(
    "SendBulkTemplatedEmail",
    {
      ...{ Source: "a@example.com", Template: "welcome", DefaultTemplateData: "{}" },
      [`Destinations.member.1.${TO}`]: "b@example.org",
      ConfigurationSetName: "plain",
    },
    identity("SendBulkTemplatedEmail"),
    configurationSet("SendBulkTemplatedEmail"),
    template("SendBulkTemplatedEmail"),
  ),
  SendTemplatedEmail: form(
    "SendTemplatedEmail",
    { Source: "a@example.com", Template: "welcome", TemplateData: "{}", [TO]: "b@example.org" },
    identity("SendTemplatedEmail"),
    template("SendTemplatedEmail"),
  ),
  TestRenderTemplate: form(
    "TestRenderTemplate",
    { TemplateName: "welcome", TemplateData: '{"name":"Eve"}' },
    any("TestRenderTemplate"),
  ),
  UpdateTemplate: form("UpdateTemplate", NEW_TEMPLATE, any("UpdateTemplate")),
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

const DESTINATIONS = "/v2/email/configuration-sets/plain/event-destinations";
export const DESTINATION = { MatchingEventTypes: ["SEND"], SnsDestination: { TopicArn: TOPIC } };
const CONTENT = { Subject: "Hello", Text: "Hello, {{name}}" };

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservicev2.html */
export const V2_ROWS: Readonly<Record<string, AccessRow>> = {
  CreateEmailIdentity: {
    call: "POST /v2/email/identities",
    body: { EmailIdentity: "n@example.net" },
    needs: [identity("CreateEmailIdentity", "n@example.net")],
  },
  CreateConfigurationSet: {
    call: "POST /v2/email/configuration-sets",
    body: { ConfigurationSetName: "new" },
    needs: [configurationSet("CreateConfigurationSet", "new")],
  },
  CreateConfigurationSetEventDestination: {
    call: `POST ${DESTINATIONS}`,
    body: { EventDestinationName: "new", EventDestination: DESTINATION },
    needs: [configurationSet("CreateConfigurationSetEventDestination")],
  },
  DeleteConfigurationSetEventDestination: {
    call: `DELETE ${DESTINATIONS}/told`,
    needs: [configurationSet("DeleteConfigurationSetEventDestination")],
  },
  GetConfigurationSetEventDestinations: {
    call: `GET ${DESTINATIONS}`,
    needs: [configurationSet("GetConfigurationSetEventDestinations")],
  },
  UpdateConfigurationSetEventDestination: {
    call: `PUT ${DESTINATIONS}/told`,
    body: { EventDestination: DESTINATION },
    needs: [configurationSet("UpdateConfigurationSetEventDestination")],
  },
  CreateEmailTemplate: {
    call: "POST /v2/email/templates",
    body: { TemplateName: "new", TemplateContent: CONTENT },
    needs: [template("CreateEmailTemplate", "new")],
  },
  DeleteConfigurationSet: {
    call: "DELETE /v2/email/configuration-sets/plain",
    needs: [configurationSet("DeleteConfigurationSet")],
  },
  DeleteEmailTemplate: {
    call: "DELETE /v2/email/templates/welcome",
    needs: [template("DeleteEmailTemplate")],
  },
  GetConfigurationSet: {
    call: "GET /v2/email/configuration-sets/plain",
    needs: [configurationSet("GetConfigurationSet")],
  },
  GetEmailTemplate: { call: "GET /v2/email/templates/welcome", needs: [template("GetEmailTemplate")] },
  ListConfigurationSets: {
    call: "POST /v2/email/list-configuration-sets",
    body: {},
    needs: [any("ListConfigurationSets")],
  },
  ListEmailTemplates: { call: "GET /v2/email/templates", needs: [any("ListEmailTemplates")] },
  SendBulkEmail: {
    call: "POST /v2/email/outbound-bulk-emails",
    body: {
      ...{ FromEmailAddress: "a@example.com", ConfigurationSetName: "plain" },
      DefaultContent: { Template: { TemplateName: "welcome", TemplateData: "{}" } },
      BulkEmailEntries: [{ Destination: { ToAddresses: ["b@example.org"] } }],
    },
    needs: [identity("SendBulkEmail"), configurationSet("SendBulkEmail"), template("SendBulkEmail")],
  },
  TestRenderEmailTemplate: {
    call: "POST /v2/email/templates/welcome/render",
    body: { TemplateData: '{"name":"Eve"}' },
    needs: [template("TestRenderEmailTemplate")],
  },
  UpdateEmailTemplate: {
    call: "PUT /v2/email/templates/welcome",
    body: { TemplateContent: CONTENT },
    needs: [template("UpdateEmailTemplate")],
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
