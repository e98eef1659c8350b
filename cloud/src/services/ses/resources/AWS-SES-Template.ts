import type {
  Properties,
  ProvisionedResource,
  ResourceProvider,
} from "../../../core/ports/resource-provider.ts";
import {
  givenTags,
  mapProperty,
  requiredTextProperty,
  tagsProperty,
  textProperty,
} from "../../../core/properties/property-values.ts";
import type { SesContext } from "../shared/context.ts";
import type { TemplateContent } from "../shared/template.ts";
import { createTemplate, updateTemplate } from "../templates/manage.ts";
import { onTemplate } from "../v2/questions.ts";
import { taggingQuestions } from "./tagging.ts";

const NAME_LENGTH = 64;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ses-template.html */
export function templateProvider(ses: SesContext): ResourceProvider {
  return {
    type: "AWS::SES::Template",
    properties: {
      Template: { TemplateName: true, SubjectPart: true, TextPart: true, HtmlPart: true },
      Tags: { Key: true, Value: true },
    },
    required: ["Template"],
    replaceOn: [],
    replacesItself: true,
    calls: (stack, change) => {
      if (change.kind === "delete") {
        return [{ operation: "DeleteEmailTemplate", input: { TemplateName: change.physicalId } }];
      }
      const after = change.kind === "create" ? change.properties : change.after;
      const tags = givenTags(stack.tags, after);
      if (change.kind === "create" || isRenamed(change.before, after)) {
        // A name that is made for it is asked about as whatever name.
        const TemplateName =
          textProperty(templateIn(after), "TemplateName") ?? `${stack.stackName}-${stack.logicalId}`;
        const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
        return [{ operation: "CreateEmailTemplate", input: { TemplateName, Tags } }];
      }
      const { physicalId: TemplateName } = change;
      return [
        { operation: "UpdateEmailTemplate", input: { TemplateName } },
        ...taggingQuestions(
          (action, context) => onTemplate(ses, action, TemplateName, context),
          ses.templates.find(TemplateName)?.tags ?? {},
          tags,
        ),
      ];
    },
    create: async (stack, properties) => {
      const name =
        textProperty(templateIn(properties), "TemplateName") ??
        stack.generateName({ maxLength: NAME_LENGTH });
      const tags = { ...stack.tags, ...tagsProperty(properties) };
      return stack.commit(() => {
        createTemplate(ses, { name, content: contentIn(properties), tags });
        return provisioned(name);
      });
    },
    update: async (stack, name, before, after) => {
      const tags = { ...stack.tags, ...tagsProperty(after) };
      if (!isRenamed(before, after)) {
        ses.templates.save({ ...updateTemplate(ses, name, contentIn(after)), tags });
        return provisioned(name);
      }
      const renamed =
        textProperty(templateIn(after), "TemplateName") ?? stack.generateName({ maxLength: NAME_LENGTH });
      createTemplate(ses, { name: renamed, content: contentIn(after), tags });
      return provisioned(renamed);
    },
    delete: async (_stack, name) => ses.templates.delete(name),
  };
}

function templateIn(properties: Properties): Properties {
  return mapProperty(properties, "Template") ?? {};
}

function isRenamed(before: Properties, after: Properties): boolean {
  const nameIn = (properties: Properties) => textProperty(templateIn(properties), "TemplateName");
  return nameIn(before) !== nameIn(after);
}

function contentIn(properties: Properties): TemplateContent {
  const template = templateIn(properties);
  return {
    subject: requiredTextProperty(template, "SubjectPart"),
    text: textProperty(template, "TextPart"),
    html: textProperty(template, "HtmlPart"),
  };
}

function provisioned(name: string): ProvisionedResource {
  return { physicalId: name, attributes: { Id: name } };
}
