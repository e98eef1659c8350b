import type { TestRenderEmailTemplateRequest } from "../../../wire/models/generated/sesv2.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { testRender } from "../mail/test-render.ts";
import type { SesContext } from "../shared/context.ts";
import { inV2Words } from "./errors.ts";
import { onTemplate } from "./questions.ts";

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_TestRenderEmailTemplate.html */
export function TestRenderEmailTemplate(ses: SesContext): Operation<TestRenderEmailTemplateRequest> {
  return {
    name: "TestRenderEmailTemplate",
    authorize: ({ TemplateName }) => onTemplate(ses, "ses:TestRenderEmailTemplate", TemplateName),
    run: ({ TemplateName, TemplateData }) => ({
      RenderedTemplate: inV2Words(() => testRender(ses, TemplateName, TemplateData)),
    }),
  };
}
