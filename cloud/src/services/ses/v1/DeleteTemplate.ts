import type { DeleteTemplateRequest } from "../../../wire/models/generated/ses.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { SesContext } from "../shared/context.ts";
import { asksAll } from "./questions.ts";

/** @see https://docs.aws.amazon.com/ses/latest/APIReference/API_DeleteTemplate.html */
export function DeleteTemplate(ses: SesContext): QueryOperation<DeleteTemplateRequest> {
  return {
    name: "DeleteTemplate",
    authorize: asksAll("ses:DeleteTemplate"),
    run: ({ TemplateName }) => {
      ses.templates.delete(TemplateName);
      return {};
    },
  };
}
