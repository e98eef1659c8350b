import type {
  Properties,
  ProvisionedResource,
  ResourceProvider,
} from "../../../core/ports/resource-provider.ts";
import {
  flagProperty,
  givenTags,
  mapProperty,
  tagsProperty,
  textProperty,
} from "../../../core/properties/property-values.ts";
import { requestTags } from "../../../wire/tag-keys.ts";
import { createConfigurationSet } from "../configuration-sets/manage.ts";
import type { SesContext } from "../shared/context.ts";
import { onConfigurationSet } from "../v2/questions.ts";
import { taggingQuestions } from "./tagging.ts";

const NAME_LENGTH = 64;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ses-configurationset.html */
export function configurationSetProvider(ses: SesContext): ResourceProvider {
  return {
    type: "AWS::SES::ConfigurationSet",
    properties: { Name: true, SendingOptions: { SendingEnabled: true }, Tags: { Key: true, Value: true } },
    required: [],
    replaceOn: ["Name"],
    calls: (stack, change) => {
      // Both versions have operations of these names.
      if (change.kind === "delete") {
        return onConfigurationSet(ses, "ses:DeleteConfigurationSet", change.physicalId);
      }
      if (change.kind === "update") {
        const { physicalId, before, after } = change;
        const isSwitched = isSendingEnabled(before) !== isSendingEnabled(after);
        const asked = (action: `ses:${string}`, context = {}) =>
          onConfigurationSet(ses, action, physicalId, context);
        const tags = ses.configurationSets.find(physicalId)?.tags ?? {};
        return [
          ...(isSwitched ? asked("ses:PutConfigurationSetSendingOptions") : []),
          ...taggingQuestions(asked, tags, givenTags(stack.tags, after)),
        ];
      }
      const tags = givenTags(stack.tags, change.properties);
      // A name that is made for it is asked about as whatever name.
      const name = textProperty(change.properties, "Name") ?? `${stack.stackName}-${stack.logicalId}`;
      return onConfigurationSet(ses, "ses:CreateConfigurationSet", name, requestTags(tags));
    },
    create: async (stack, properties) => {
      const name = textProperty(properties, "Name") ?? stack.generateName({ maxLength: NAME_LENGTH });
      const tags = { ...stack.tags, ...tagsProperty(properties) };
      return stack.commit(() => {
        createConfigurationSet(ses, { name, isSendingEnabled: isSendingEnabled(properties), tags });
        return provisioned(name);
      });
    },
    update: async (stack, name, _before, after) => {
      const set = ses.configurationSets.find(name);
      if (set !== undefined) {
        const tags = { ...stack.tags, ...tagsProperty(after) };
        ses.configurationSets.save({ ...set, isSendingEnabled: isSendingEnabled(after), tags });
      }
      return provisioned(name);
    },
    delete: async (_stack, name) => ses.configurationSets.delete(name),
  };
}

function isSendingEnabled(properties: Properties): boolean {
  return flagProperty(mapProperty(properties, "SendingOptions") ?? {}, "SendingEnabled") ?? true;
}

function provisioned(name: string): ProvisionedResource {
  return { physicalId: name, attributes: {} };
}
