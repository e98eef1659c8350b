import type { Operation } from "../../../wire/operation.ts";
import { QUOTA } from "../mail/send.ts";
import type { SesContext } from "../shared/context.ts";
import { onEverything } from "./questions.ts";

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetAccount.html */
export function GetAccount(ses: SesContext): Operation<Record<string, never>> {
  return {
    name: "GetAccount",
    authorize: onEverything("ses:GetAccount"),
    run: () => ({
      DedicatedIpAutoWarmupEnabled: false,
      EnforcementStatus: "HEALTHY",
      ProductionAccessEnabled: false,
      SendQuota: {
        Max24HourSend: QUOTA.perDay,
        MaxSendRate: QUOTA.perSecond,
        SentLast24Hours: ses.sent.lastDay(ses.clock.now()),
      },
      SendingEnabled: true,
    }),
  };
}
