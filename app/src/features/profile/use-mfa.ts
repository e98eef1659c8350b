import { useCallback, useEffect, useReducer } from "react";
import { beginTotp, confirmTotp, isTotpOn, turnOffTotp } from "../auth/amplify";
import { SELF_SERVICE_SCOPE } from "../auth/claims";
import { useSession } from "../auth/session";

interface Mfa {
  /** `hidden`: the token lacks the scope of self-service. */
  readonly state: "asking" | "on" | "off" | "enrolling" | "hidden" | "failed";
  readonly busy: boolean;
  readonly secret?: string | undefined;
  readonly error?: string | undefined;
}

type MfaEvent =
  | { readonly type: "workStarted" }
  | { readonly type: "stateLearnt"; readonly on: boolean }
  | { readonly type: "secretReceived"; readonly secret: string }
  | { readonly type: "readingFailed"; readonly error: string }
  | { readonly type: "changeFailed"; readonly error: string };

function mfaReducer(mfa: Mfa, event: MfaEvent): Mfa {
  switch (event.type) {
    case "workStarted":
      return { ...mfa, busy: true, error: undefined };
    case "stateLearnt":
      return { state: event.on ? "on" : "off", busy: false };
    case "secretReceived":
      return { state: "enrolling", busy: false, secret: event.secret };
    case "readingFailed":
      return { state: "failed", busy: false, error: event.error };
    case "changeFailed":
      return { ...mfa, busy: false, error: event.error };
  }
}

export function useMfa() {
  const { scopes } = useSession();
  const allowed = scopes.includes(SELF_SERVICE_SCOPE);
  const [mfa, dispatch] = useReducer(mfaReducer, { state: allowed ? "asking" : "hidden", busy: false });

  const attempt = useCallback(
    async (work: () => Promise<MfaEvent>, failure: "readingFailed" | "changeFailed") => {
      dispatch({ type: "workStarted" });
      try {
        dispatch(await work());
      } catch (error) {
        dispatch({ type: failure, error: error instanceof Error ? error.message : String(error) });
      }
    },
    [],
  );

  const reload = useCallback(
    () => void attempt(async () => ({ type: "stateLearnt", on: await isTotpOn() }), "readingFailed"),
    [attempt],
  );
  useEffect(() => {
    if (allowed) reload();
  }, [allowed, reload]);

  return {
    mfa,
    reload,
    begin: () =>
      void attempt(async () => ({ type: "secretReceived", secret: await beginTotp() }), "changeFailed"),
    confirm: (code: string) =>
      void attempt(async () => {
        await confirmTotp(code);
        return { type: "stateLearnt", on: true };
      }, "changeFailed"),
    cancel: () => dispatch({ type: "stateLearnt", on: false }),
    turnOff: () =>
      void attempt(async () => {
        await turnOffTotp();
        return { type: "stateLearnt", on: false };
      }, "changeFailed"),
  };
}
