import { regionalArn } from "../../../core/arns.ts";
import type { Question } from "../../../wire/operation.ts";
import type { SesContext } from "../context.ts";
import { judgedArn } from "../identities/lookup.ts";
import { parseAddress } from "./address.ts";

export interface Sending {
  readonly from: string;
  readonly recipients: readonly string[];
  readonly returnPath?: string | undefined;
  readonly configurationSet?: string | undefined;
  readonly version: "1" | "2";
}

/**
 * SES-1: who sends needs the right to on the identity of the sender, and on the configuration set.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonses.html
 */
export function sendingQuestions(
  ses: SesContext,
  action: "ses:SendEmail" | "ses:SendRawEmail",
  { from, recipients, returnPath, configurationSet, version }: Sending,
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
  if (configurationSet === undefined) return [asked];
  const set = regionalArn(ses.scope, "ses", `configuration-set/${configurationSet}`);
  return [asked, { ...asked, resource: set }];
}
