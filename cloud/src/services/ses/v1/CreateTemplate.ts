import type { CreateTemplateRequest } from "../../../wire/models/generated/ses.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { SesContext } from "../shared/context.ts";
import { createTemplate } from "../templates/manage.ts";
import { asksAll } from "./questions.ts";
import { contentOf } from "./shapes.ts";

/** @see https://docs.aws.amazon.com/ses/latest/APIReference/API_CreateTemplate.html */
export function CreateTemplate(ses: SesContext): QueryOperation<CreateTemplateRequest> {
  return {
    name: "CreateTemplate",
    authorize: asksAll("ses:CreateTemplate"),
    run: ({ Template }) => {
      createTemplate(ses, { name: Template.TemplateName, content: contentOf(Template), tags: {} });
      return {};
    },
  };
}
