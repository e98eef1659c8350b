import type { UpdateTemplateRequest } from "../../../wire/models/generated/ses.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { SesContext } from "../shared/context.ts";
import { updateTemplate } from "../templates/manage.ts";
import { asksAll } from "./questions.ts";
import { contentOf } from "./shapes.ts";

/** @see https://docs.aws.amazon.com/ses/latest/APIReference/API_UpdateTemplate.html */
export function UpdateTemplate(ses: SesContext): QueryOperation<UpdateTemplateRequest> {
  return {
    name: "UpdateTemplate",
    authorize: asksAll("ses:UpdateTemplate"),
    run: ({ Template }) => {
      updateTemplate(ses, Template.TemplateName, contentOf(Template));
      return {};
    },
  };
}
