import type { UpdateEmailTemplateRequest } from "../../../wire/models/generated/sesv2.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import type { SesContext } from "../shared/context.ts";
import { updateTemplate } from "../templates/manage.ts";
import { inV2Words } from "./errors.ts";
import { onTemplate } from "./questions.ts";
import { contentOf } from "./shapes.ts";

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_UpdateEmailTemplate.html */
export function UpdateEmailTemplate(ses: SesContext): Operation<UpdateEmailTemplateRequest> {
  return {
    name: "UpdateEmailTemplate",
    authorize: ({ TemplateName }) => onTemplate(ses, "ses:UpdateEmailTemplate", TemplateName),
    run: ({ TemplateName, TemplateContent }) => {
      inV2Words(() => updateTemplate(ses, TemplateName, contentOf(TemplateContent)));
      return {};
    },
  };
}
