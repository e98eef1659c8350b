import type { Template } from "../template/model.ts";
import { parseTemplateText } from "../template/parse.ts";
import { readTemplate } from "../template/sections.ts";

export async function readTemplateText(template: string | object): Promise<Template> {
  const text = typeof template === "string" ? template : JSON.stringify(template);
  return readTemplate(await parseTemplateText(text));
}
