import type { DeleteEmailTemplateRequest } from "../../../wire/models/generated/sesv2.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import type { SesContext } from "../shared/context.ts";
import { requireTemplate } from "../templates/manage.ts";
import { inV2Words } from "./errors.ts";
import { onTemplate } from "./questions.ts";

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeleteEmailTemplate.html */
export function DeleteEmailTemplate(ses: SesContext): Operation<DeleteEmailTemplateRequest> {
  return {
    name: "DeleteEmailTemplate",
    authorize: ({ TemplateName }) => onTemplate(ses, "ses:DeleteEmailTemplate", TemplateName),
    run: ({ TemplateName }) => {
      ses.templates.delete(inV2Words(() => requireTemplate(ses, TemplateName)).name);
      return {};
    },
  };
}
