import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { QUOTA } from "../mail/send.ts";
import type { SesContext } from "../shared/context.ts";
import { asksAll } from "./questions.ts";

/** @see https://docs.aws.amazon.com/ses/latest/APIReference/API_GetSendQuota.html */
export function GetSendQuota(ses: SesContext): QueryOperation<Record<string, never>> {
  return {
    name: "GetSendQuota",
    authorize: asksAll("ses:GetSendQuota"),
    run: () => ({
      Max24HourSend: QUOTA.perDay.toFixed(1),
      MaxSendRate: QUOTA.perSecond.toFixed(1),
      SentLast24Hours: ses.sent.lastDay(ses.clock.now()).toFixed(1),
    }),
  };
}
