import type { CreateConfigurationSetRequest } from "../../../wire/models/generated/sesv2.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requestTags } from "../../../wire/tag-keys.ts";
import { createConfigurationSet } from "../configuration-sets/manage.ts";
import { ownTags, tagsByKey } from "../identities/create.ts";
import type { SesContext } from "../shared/context.ts";
import { inV2Words } from "./errors.ts";
import { onConfigurationSet } from "./questions.ts";

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateConfigurationSet.html */
export function CreateConfigurationSet(ses: SesContext): Operation<CreateConfigurationSetRequest> {
  return {
    name: "CreateConfigurationSet",
    unsupportedMembers: [
      "ArchivingOptions",
      "DeliveryOptions",
      "MessageSecurityOptions",
      "ReputationOptions",
      "SuppressionOptions",
      "TrackingOptions",
      "VdmOptions",
    ],
    authorize: ({ ConfigurationSetName, Tags }) =>
      onConfigurationSet(
        ses,
        "ses:CreateConfigurationSet",
        ConfigurationSetName,
        requestTags(tagsByKey(Tags)),
      ),
    run: ({ ConfigurationSetName: name, SendingOptions, Tags }) => {
      const set = { name, isSendingEnabled: SendingOptions?.SendingEnabled ?? true, tags: ownTags(Tags) };
      inV2Words(() => createConfigurationSet(ses, set));
      return {};
    },
  };
}
