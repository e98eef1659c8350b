import type { AnyOperation } from "../../../wire/operation.ts";
import type { SesContext } from "../shared/context.ts";
import { CreateConfigurationSet } from "./CreateConfigurationSet.ts";
import { CreateConfigurationSetEventDestination } from "./CreateConfigurationSetEventDestination.ts";
import { CreateTemplate } from "./CreateTemplate.ts";
import { DeleteConfigurationSet } from "./DeleteConfigurationSet.ts";
import { DeleteConfigurationSetEventDestination } from "./DeleteConfigurationSetEventDestination.ts";
import { DeleteIdentity } from "./DeleteIdentity.ts";
import { DeleteTemplate } from "./DeleteTemplate.ts";
import { DescribeConfigurationSet } from "./DescribeConfigurationSet.ts";
import { GetIdentityVerificationAttributes } from "./GetIdentityVerificationAttributes.ts";
import { GetSendQuota } from "./GetSendQuota.ts";
import { GetTemplate } from "./GetTemplate.ts";
import { ListConfigurationSets } from "./ListConfigurationSets.ts";
import { ListIdentities } from "./ListIdentities.ts";
import { ListTemplates } from "./ListTemplates.ts";
import { SendBulkTemplatedEmail } from "./SendBulkTemplatedEmail.ts";
import { SendEmail } from "./SendEmail.ts";
import { SendRawEmail } from "./SendRawEmail.ts";
import { SendTemplatedEmail } from "./SendTemplatedEmail.ts";
import { TestRenderTemplate } from "./TestRenderTemplate.ts";
import { UpdateConfigurationSetEventDestination } from "./UpdateConfigurationSetEventDestination.ts";
import { UpdateTemplate } from "./UpdateTemplate.ts";
import { VerifyDomainIdentity } from "./VerifyDomainIdentity.ts";
import { VerifyEmailIdentity } from "./VerifyEmailIdentity.ts";

export function v1Operations(ses: SesContext): readonly AnyOperation[] {
  return [
    UpdateConfigurationSetEventDestination(ses),
    DeleteConfigurationSetEventDestination(ses),
    CreateConfigurationSetEventDestination(ses),
    CreateConfigurationSet(ses),
    CreateTemplate(ses),
    DeleteConfigurationSet(ses),
    DeleteTemplate(ses),
    DescribeConfigurationSet(ses),
    GetTemplate(ses),
    ListConfigurationSets(ses),
    ListTemplates(ses),
    SendBulkTemplatedEmail(ses),
    SendTemplatedEmail(ses),
    TestRenderTemplate(ses),
    UpdateTemplate(ses),
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
