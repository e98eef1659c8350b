import { useMemo } from "react";
import type { ApiClient } from "../../lib/api/api-client";
import { ApiProblem, problemKindOf } from "../../lib/api/api-problem";
import { callIfOffered } from "../../lib/api/call-if-offered";
import { endAllSessions, isTotpOn, signOutHere } from "../auth/amplify";
import { useApi } from "../auth/api-provider";
import { SELF_SERVICE_SCOPE } from "../auth/claims";
import { useSession } from "../auth/session";

/** What people ask and do about their own account. */
export interface SelfService {
  /** Whether the second factor can be set up and turned off as well. */
  readonly changesMfa: boolean;
  /** @throws {ApiProblem} of kind `notOffered` when nobody answers that to this person */
  isMfaOn(): Promise<boolean>;
  signOutEverywhere(): Promise<void>;
}

const SIGN_OUT = { method: "POST", path: "/account/sign-out" } as const;

/** The user pool itself, for tokens with the scope of self-service. */
function poolSelfService(api: ApiClient): SelfService {
  return {
    changesMfa: true,
    isMfaOn: isTotpOn,
    signOutEverywhere: async () => {
      await callIfOffered(api, SIGN_OUT).catch((error: unknown) => {
        if (problemKindOf(error) !== "notOffered") throw error;
        return endAllSessions();
      });
      await signOutHere();
    },
  };
}

/** The home API, where the sign-in trigger takes that scope away. */
function apiSelfService(api: ApiClient): SelfService {
  return {
    changesMfa: false,
    isMfaOn: async () => factorsIn(await callIfOffered(api, { method: "GET", path: "/account" })).length > 0,
    signOutEverywhere: async () => {
      await api.call(SIGN_OUT);
      await signOutHere();
    },
  };
}

export function useSelfService(): SelfService {
  const { scopes } = useSession();
  const { api } = useApi();
  const allowed = scopes.includes(SELF_SERVICE_SCOPE);
  return useMemo(() => (allowed ? poolSelfService(api) : apiSelfService(api)), [allowed, api]);
}

/** An answer nobody understands must not read as "no second factor" [HOME-6]. */
function factorsIn(body: unknown): readonly unknown[] {
  const mfa = typeof body === "object" && body !== null && "mfa" in body ? body.mfa : undefined;
  if (!Array.isArray(mfa)) throw new ApiProblem("failed", "The account has an unknown form.");
  return mfa;
}
