import type { SesContext } from "../shared/context.ts";
import { invalidRenderingParameter } from "../shared/errors.ts";
import { requireTemplate } from "../templates/manage.ts";
import { renderedMessage } from "./rendered-message.ts";
import { parseTemplateData, renderContent } from "./templated.ts";

/** @throws AwsError TemplateDoesNotExist, InvalidRenderingParameter, MissingRenderingAttribute */
export function testRender(ses: SesContext, name: string, json: string): string {
  const template = requireTemplate(ses, name);
  const rendered = renderContent(template, parseTemplateData(json, invalidRenderingParameter));
  const boundary = `----=_Part_${ses.randomness.bytes(12).toString("hex")}`;
  return renderedMessage(rendered, { now: ses.clock.now(), boundary });
}
