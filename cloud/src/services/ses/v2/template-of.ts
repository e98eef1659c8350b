import type { Template } from "../../../wire/models/generated/sesv2.types.ts";
import type { SesContext } from "../shared/context.ts";
import { invalidParameter } from "../shared/errors.ts";
import type { TemplateContent } from "../shared/template.ts";
import { assertContent, requireTemplate } from "../templates/manage.ts";
import { contentOf } from "./shapes.ts";

/**
 * The stored template that a call names, or the one that stands in it.
 * @throws AwsError TemplateDoesNotExist, InvalidTemplate, InvalidParameterValue
 */
export function templateOf(
  ses: SesContext,
  { TemplateName: name, TemplateContent }: Template,
): { readonly name: string | undefined; readonly content: TemplateContent } {
  if ((name === undefined) === (TemplateContent === undefined)) {
    throw invalidParameter("A template is either TemplateName or TemplateContent.");
  }
  if (name !== undefined) return { name, content: requireTemplate(ses, name) };
  const content = contentOf(TemplateContent ?? {});
  assertContent(content);
  return { name, content };
}
