import { useCallback, useEffect, useReducer } from "react";
import { problemKindOf } from "../../lib/api/api-problem";
import { beginTotp, confirmTotp, turnOffTotp } from "../auth/amplify";
import { accountErrorText } from "./account-text";
import type { SelfService } from "./self-service";

interface Mfa {
  /** `hidden`: neither the token nor the API tells. */
  readonly state: "asking" | "on" | "off" | "hidden" | "failed";
  readonly busy: boolean;
  /** What the new authenticator app is to hold, while one is set up; the one in use stays until then. */
  readonly secret?: string | undefined;
  readonly error?: string | undefined;
  /** The change that was just made. */
  readonly done?: MfaChange | undefined;
}

export type MfaChange = "setUp" | "moved" | "removed";

type MfaEvent =
  | { readonly type: "workStarted" }
  | { readonly type: "stateLearnt"; readonly on: boolean }
  | { readonly type: "changed"; readonly change: MfaChange }
  | { readonly type: "secretReceived"; readonly secret: string }
  | { readonly type: "enrolmentLeft" }
  | { readonly type: "readingFailed"; readonly error: unknown }
  | { readonly type: "changeFailed"; readonly error: unknown };

function mfaReducer(mfa: Mfa, event: MfaEvent): Mfa {
  switch (event.type) {
    case "workStarted":
      return { ...mfa, busy: true, error: undefined, done: undefined };
    case "stateLearnt":
      return { state: event.on ? "on" : "off", busy: false };
    case "changed":
      return { state: event.change === "removed" ? "off" : "on", busy: false, done: event.change };
    case "secretReceived":
      return { state: mfa.state, busy: false, secret: event.secret };
    case "enrolmentLeft":
      return { state: mfa.state, busy: false };
    case "readingFailed":
      return problemKindOf(event.error) === "notOffered"
        ? { state: "hidden", busy: false }
        : { state: "failed", busy: false, error: accountErrorText(event.error) };
    case "changeFailed":
      return { ...mfa, busy: false, error: accountErrorText(event.error) };
  }
}

export type MfaControl = ReturnType<typeof useMfa>;

/** The second factor of the signed-in person. */
export function useMfa(service: SelfService) {
  const [mfa, dispatch] = useReducer(mfaReducer, { state: "asking", busy: false });

  const attempt = useCallback(
    async (work: () => Promise<MfaEvent>, failure: "readingFailed" | "changeFailed") => {
      dispatch({ type: "workStarted" });
      try {
        dispatch(await work());
      } catch (error) {
        dispatch({ type: failure, error });
      }
    },
    [],
  );

  const reload = useCallback(
    () => void attempt(async () => ({ type: "stateLearnt", on: await service.isMfaOn() }), "readingFailed"),
    [attempt, service],
  );
  useEffect(reload, [reload]);

  return {
    mfa,
    reload,
    begin: () =>
      void attempt(async () => ({ type: "secretReceived", secret: await beginTotp() }), "changeFailed"),
    confirm: (code: string) =>
      void attempt(async () => {
        await confirmTotp(code);
        return { type: "changed", change: mfa.state === "on" ? "moved" : "setUp" };
      }, "changeFailed"),
    cancel: () => dispatch({ type: "enrolmentLeft" }),
    remove: () =>
      void attempt(async () => {
        await turnOffTotp();
        return { type: "changed", change: "removed" };
      }, "changeFailed"),
  };
}
