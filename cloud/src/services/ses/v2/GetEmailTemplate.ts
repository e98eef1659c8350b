import type { GetEmailTemplateRequest } from "../../../wire/models/generated/sesv2.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import type { SesContext } from "../shared/context.ts";
import { requireTemplate } from "../templates/manage.ts";
import { inV2Words } from "./errors.ts";
import { onTemplate } from "./questions.ts";
import { shownContent, shownTags } from "./shapes.ts";

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetEmailTemplate.html */
export function GetEmailTemplate(ses: SesContext): Operation<GetEmailTemplateRequest> {
  return {
    name: "GetEmailTemplate",
    authorize: ({ TemplateName }) => onTemplate(ses, "ses:GetEmailTemplate", TemplateName),
    run: ({ TemplateName }) => {
      const template = inV2Words(() => requireTemplate(ses, TemplateName));
      return { TemplateName, TemplateContent: shownContent(template), Tags: shownTags(template.tags) };
    },
  };
}
