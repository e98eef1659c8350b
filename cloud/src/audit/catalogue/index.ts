import type { Check } from "../check.ts";
import { GROUPS } from "../model.ts";
import { DOORS } from "./config-doors.ts";
import { LOGS } from "./config-logs.ts";
import { POLICIES } from "./config-policies.ts";
import { POOL_SETTINGS } from "./config-pools.ts";
import { STACK_SETTINGS } from "./config-stacks.ts";
import { FORGED_TOKENS } from "./forged-tokens.ts";
import { ROUTE_CONTENTS } from "./route-contents.ts";
import { ROUTE_DOORS } from "./route-doors.ts";
import { CUSTOM_SIGN_INS } from "./sign-in-custom.ts";
import { FACTORS } from "./sign-in-factors.ts";
import { PAGES } from "./sign-in-pages.ts";
import { ACCOUNTS } from "./sign-in-people.ts";
import { SRP } from "./sign-in-srp.ts";
import { STRANGERS } from "./sign-in-strangers.ts";
import { TOKEN_EXPIRY } from "./token-expiry.ts";
import { TOKEN_LIFE } from "./token-life.ts";
import { TOKEN_RIGHTS } from "./token-rights.ts";

/** AUDIT-6: everything that is tried, by number. */
export const CATALOGUE: readonly Check[] = [
  ...FORGED_TOKENS,
  ...TOKEN_EXPIRY,
  ...TOKEN_RIGHTS,
  ...TOKEN_LIFE,
  ...ROUTE_DOORS,
  ...ROUTE_CONTENTS,
  ...STRANGERS,
  ...SRP,
  ...ACCOUNTS,
  ...CUSTOM_SIGN_INS,
  ...FACTORS,
  ...PAGES,
  ...POOL_SETTINGS,
  ...POLICIES,
  ...STACK_SETTINGS,
  ...DOORS,
  ...LOGS,
].sort((one, other) => rankOf(one) - rankOf(other));

function rankOf({ group, id }: Check): number {
  return GROUPS.indexOf(group) * 100 + Number(id.slice(-2));
}

/** What AWS itself leaves open: told, and no finding, because no template changes it. */
export const LIMITS: readonly string[] = [
  "API Gateway takes a token until it ends, whatever became of its user.",
  "Sign-up codes live for 24 hours and recovery codes for one; ASVS V6.5.5 wants 10 minutes.",
  "SignUp tells a stranger which names are taken.",
  "Tokens are not bound to their sender (ASVS V10.3.5, V10.4.14).",
  "Refresh tokens are not rotated unless the client asks for it (ASVS V10.4.5).",
];
