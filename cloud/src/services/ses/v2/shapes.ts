import type { EmailTemplateContent, Tag } from "../../../wire/models/generated/sesv2.types.ts";
import type { Tags } from "../../../wire/tag-keys.ts";
import type { TemplateContent } from "../shared/template.ts";

export function contentOf({ Subject, Text, Html }: EmailTemplateContent): TemplateContent {
  return { subject: Subject, text: Text, html: Html };
}

export function shownContent({ subject, text, html }: TemplateContent): EmailTemplateContent {
  return {
    ...(subject === undefined ? {} : { Subject: subject }),
    ...(text === undefined ? {} : { Text: text }),
    ...(html === undefined ? {} : { Html: html }),
  };
}

export const shownTags = (tags: Tags): readonly Tag[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
