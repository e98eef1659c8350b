import { createHash } from "node:crypto";
import type { ProvisionedResource, ResourceProvider, Value } from "../../../core/ports/resource-provider.ts";
import { givenTags, requiredTextProperty, tagsProperty } from "../../../core/properties/property-values.ts";
import { createIdentity } from "../identities/create.ts";
import { deleteIdentity } from "../identities/manage.ts";
import type { SesContext } from "../shared/context.ts";
import { normalName } from "../shared/identity.ts";
import { onIdentity } from "../v2/questions.ts";
import { taggingQuestions } from "./tagging.ts";

/**
 * The stack is complete while the identity waits for its click, as on AWS.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ses-emailidentity.html
 */
export function emailIdentityProvider(ses: SesContext): ResourceProvider {
  return {
    type: "AWS::SES::EmailIdentity",
    properties: { EmailIdentity: true, Tags: { Key: true, Value: true } },
    required: ["EmailIdentity"],
    replaceOn: ["EmailIdentity"],
    calls: (stack, change) => {
      if (change.kind === "delete") {
        return [{ operation: "DeleteEmailIdentity", input: { EmailIdentity: change.physicalId } }];
      }
      if (change.kind === "update")
        return taggingQuestions(
          (action, context) => onIdentity(ses, action, change.physicalId, context),
          ses.identities.find(normalName(change.physicalId))?.tags ?? {},
          givenTags(stack.tags, change.after),
        );
      const EmailIdentity = requiredTextProperty(change.properties, "EmailIdentity");
      const tags = givenTags(stack.tags, change.properties);
      const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      return [{ operation: "CreateEmailIdentity", input: { EmailIdentity, Tags } }];
    },
    create: async (stack, properties) => {
      const name = requiredTextProperty(properties, "EmailIdentity");
      return stack.commit(() => {
        createIdentity(ses, name, { ...stack.tags, ...tagsProperty(properties) });
        return provisioned(name);
      });
    },
    update: async (stack, name, _before, after) => {
      const identity = ses.identities.find(normalName(name));
      if (identity !== undefined) {
        ses.identities.save({ ...identity, tags: { ...stack.tags, ...tagsProperty(after) } });
      }
      return provisioned(name);
    },
    delete: async (_stack, name) => deleteIdentity(ses, name),
  };
}

/** What AWS wants in DNS for signatures; nobody looks there from here. */
function provisioned(name: string): ProvisionedResource {
  const attributes: Record<string, Value> = {};
  for (const number of [1, 2, 3]) {
    const token = createHash("sha256").update(`${name} ${number}`).digest("hex").slice(0, 32);
    attributes[`DkimDNSTokenName${number}`] = `${token}._domainkey.${name}`;
    attributes[`DkimDNSTokenValue${number}`] = `${token}.dkim.amazonses.com`;
  }
  return { physicalId: name, attributes };
}
