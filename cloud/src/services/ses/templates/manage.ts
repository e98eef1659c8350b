import type { Tags } from "../../../wire/tag-keys.ts";
import type { SesContext } from "../shared/context.ts";
import { invalidTemplate, limitExceeded, noTemplate, templateExists } from "../shared/errors.ts";
import type { Template, TemplateContent } from "../shared/template.ts";
import { parseTemplate } from "./parse.ts";

/** Of AWS, in a region. */
const MOST_TEMPLATES = 20_000;
const MOST_BYTES = 500 * 1024;

/** @throws AwsError InvalidTemplate, AlreadyExists, LimitExceeded */
export function createTemplate(
  ses: SesContext,
  { name, content, tags }: { readonly name: string; readonly content: TemplateContent; readonly tags: Tags },
): Template {
  assertName(name);
  assertContent(content);
  if (ses.templates.find(name) !== undefined) throw templateExists(name);
  if (ses.templates.count() >= MOST_TEMPLATES) {
    throw limitExceeded(`The account may have ${MOST_TEMPLATES} templates.`);
  }
  const template = { name, ...content, createdAt: ses.clock.now(), tags };
  ses.templates.save(template);
  return template;
}

/** @throws AwsError TemplateDoesNotExist, InvalidTemplate */
export function updateTemplate(ses: SesContext, name: string, content: TemplateContent): Template {
  const template = { ...requireTemplate(ses, name), ...content };
  assertContent(content);
  ses.templates.save(template);
  return template;
}

/** @throws AwsError TemplateDoesNotExist */
export function requireTemplate(ses: SesContext, name: string): Template {
  const template = ses.templates.find(name);
  if (template === undefined) throw noTemplate(name);
  return template;
}

function assertName(name: string): void {
  if (/^[A-Za-z0-9_-]{1,64}$/.test(name)) return;
  throw invalidTemplate(
    `Invalid template name ${name}: only alphanumeric ASCII characters, '_', '-' are allowed, 64 of them at most.`,
  );
}

/** SES-7: what can not be rendered is refused before it is kept. @throws AwsError InvalidTemplate */
export function assertContent({ subject, text, html }: TemplateContent): void {
  if (subject === undefined || subject === "") throw invalidTemplate("The subject must be specified.");
  if ((text ?? "") === "" && (html ?? "") === "") {
    throw invalidTemplate("The template must have a text part, an HTML part or both.");
  }
  const parts = [subject, text ?? "", html ?? ""];
  if (parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0) > MOST_BYTES) {
    throw invalidTemplate(`A template may have ${MOST_BYTES} bytes.`);
  }
  for (const part of parts) parseTemplate(part);
}
