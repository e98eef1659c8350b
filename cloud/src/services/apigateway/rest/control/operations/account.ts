import { ACCOUNT_BURST_LIMIT, ACCOUNT_RATE_LIMIT } from "../../constants.ts";
import type { AccountSettings } from "../model/store.ts";

export function describeAccount(settings: AccountSettings): object {
  return {
    ...settings,
    throttleSettings: { burstLimit: ACCOUNT_BURST_LIMIT, rateLimit: ACCOUNT_RATE_LIMIT },
    features: ["UsagePlans"],
    apiKeyVersion: "4",
  };
}
