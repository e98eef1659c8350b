import type { CreateEmailTemplateRequest } from "../../../wire/models/generated/sesv2.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requestTags } from "../../../wire/tag-keys.ts";
import { ownTags, tagsByKey } from "../identities/create.ts";
import type { SesContext } from "../shared/context.ts";
import { createTemplate } from "../templates/manage.ts";
import { inV2Words } from "./errors.ts";
import { onTemplate } from "./questions.ts";
import { contentOf } from "./shapes.ts";

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateEmailTemplate.html */
export function CreateEmailTemplate(ses: SesContext): Operation<CreateEmailTemplateRequest> {
  return {
    name: "CreateEmailTemplate",
    authorize: ({ TemplateName, Tags }) =>
      onTemplate(ses, "ses:CreateEmailTemplate", TemplateName, requestTags(tagsByKey(Tags))),
    run: ({ TemplateName: name, TemplateContent, Tags }) => {
      const tags = ownTags(Tags);
      inV2Words(() => createTemplate(ses, { name, content: contentOf(TemplateContent), tags }));
      return {};
    },
  };
}
