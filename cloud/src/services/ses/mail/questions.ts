import type { Question } from "../../../wire/operation.ts";
import { judgedArn } from "../identities/lookup.ts";
import { configurationSetArn } from "../shared/configuration-set.ts";
import type { SesContext } from "../shared/context.ts";
import { templateArn } from "../shared/template.ts";
import { parseAddress } from "./address.ts";

export interface Sending {
  readonly from: string;
  readonly recipients: readonly string[];
  readonly returnPath?: string | undefined;
  readonly configurationSet?: string | undefined;
  /** The name of a stored one. */
  readonly template?: string | undefined;
  readonly version: "1" | "2";
}

/**
 * SES-1: who sends needs the right to on the identity of the sender, on the configuration set and on the template.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonses.html
 */
export function sendingQuestions(
  ses: SesContext,
  action: `ses:Send${string}`,
  { from, recipients, returnPath, configurationSet, template, version }: Sending,
): readonly Question[] {
  const { address, displayName } = parseAddress(from);
  const context = {
    "ses:ApiVersion": version,
    "ses:FromAddress": address,
    ...(displayName === undefined ? {} : { "ses:FromDisplayName": displayName }),
    ...(recipients.length === 0
      ? {}
      : { "ses:Recipients": recipients.map((text) => parseAddress(text).address) }),
    ...(returnPath === undefined ? {} : { "ses:FeedbackAddress": parseAddress(returnPath).address }),
  };
  const asked = { action, resource: judgedArn(ses, address), context };
  const others = [
    ...(configurationSet === undefined ? [] : [configurationSetArn(ses.scope, configurationSet)]),
    ...(template === undefined ? [] : [templateArn(ses.scope, template)]),
  ];
  return [asked, ...others.map((resource) => ({ ...asked, resource }))];
}
