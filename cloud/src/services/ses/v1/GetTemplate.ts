import type { GetTemplateRequest } from "../../../wire/models/generated/ses.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { SesContext } from "../shared/context.ts";
import { requireTemplate } from "../templates/manage.ts";
import { asksAll } from "./questions.ts";
import { shownTemplate } from "./shapes.ts";

/** @see https://docs.aws.amazon.com/ses/latest/APIReference/API_GetTemplate.html */
export function GetTemplate(ses: SesContext): QueryOperation<GetTemplateRequest> {
  return {
    name: "GetTemplate",
    authorize: asksAll("ses:GetTemplate"),
    run: ({ TemplateName }) => ({ Template: { ...shownTemplate(requireTemplate(ses, TemplateName)) } }),
  };
}
