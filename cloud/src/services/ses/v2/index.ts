import type { AnyOperation } from "../../../wire/operation.ts";
import type { SesContext } from "../shared/context.ts";
import { CreateConfigurationSet } from "./CreateConfigurationSet.ts";
import { CreateConfigurationSetEventDestination } from "./CreateConfigurationSetEventDestination.ts";
import { CreateEmailIdentity } from "./CreateEmailIdentity.ts";
import { CreateEmailTemplate } from "./CreateEmailTemplate.ts";
import { DeleteConfigurationSet } from "./DeleteConfigurationSet.ts";
import { DeleteConfigurationSetEventDestination } from "./DeleteConfigurationSetEventDestination.ts";
import { DeleteEmailIdentity } from "./DeleteEmailIdentity.ts";
import { DeleteEmailTemplate } from "./DeleteEmailTemplate.ts";
import { GetAccount } from "./GetAccount.ts";
import { GetConfigurationSet } from "./GetConfigurationSet.ts";
import { GetConfigurationSetEventDestinations } from "./GetConfigurationSetEventDestinations.ts";
import { GetEmailIdentity } from "./GetEmailIdentity.ts";
import { GetEmailTemplate } from "./GetEmailTemplate.ts";
import { ListConfigurationSets } from "./ListConfigurationSets.ts";
import { FormerListEmailIdentities, ListEmailIdentities } from "./ListEmailIdentities.ts";
import { ListEmailTemplates } from "./ListEmailTemplates.ts";
import { SendBulkEmail } from "./SendBulkEmail.ts";
import { SendEmail } from "./SendEmail.ts";
import { TestRenderEmailTemplate } from "./TestRenderEmailTemplate.ts";
import { UpdateConfigurationSetEventDestination } from "./UpdateConfigurationSetEventDestination.ts";
import { UpdateEmailTemplate } from "./UpdateEmailTemplate.ts";

export function v2Operations(ses: SesContext): readonly AnyOperation[] {
  return [
    GetConfigurationSetEventDestinations(ses),
    UpdateConfigurationSetEventDestination(ses),
    DeleteConfigurationSetEventDestination(ses),
    CreateConfigurationSetEventDestination(ses),
    CreateConfigurationSet(ses),
    CreateEmailTemplate(ses),
    DeleteConfigurationSet(ses),
    DeleteEmailTemplate(ses),
    GetConfigurationSet(ses),
    GetEmailTemplate(ses),
    ListConfigurationSets(ses),
    ListEmailTemplates(ses),
    SendBulkEmail(ses),
    TestRenderEmailTemplate(ses),
    UpdateEmailTemplate(ses),
    CreateEmailIdentity(ses),
    DeleteEmailIdentity(ses),
    GetAccount(ses),
    GetEmailIdentity(ses),
    ListEmailIdentities(ses),
    FormerListEmailIdentities(ses),
    SendEmail(ses),
  ];
}
