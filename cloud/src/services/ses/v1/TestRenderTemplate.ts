import type { TestRenderTemplateRequest } from "../../../wire/models/generated/ses.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { testRender } from "../mail/test-render.ts";
import type { SesContext } from "../shared/context.ts";
import { asksAll } from "./questions.ts";

/** @see https://docs.aws.amazon.com/ses/latest/APIReference/API_TestRenderTemplate.html */
export function TestRenderTemplate(ses: SesContext): QueryOperation<TestRenderTemplateRequest> {
  return {
    name: "TestRenderTemplate",
    authorize: asksAll("ses:TestRenderTemplate"),
    run: ({ TemplateName, TemplateData }) => ({
      RenderedTemplate: testRender(ses, TemplateName, TemplateData),
    }),
  };
}
