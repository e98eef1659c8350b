import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { watchAuth } from "./amplify";

/** Why a person finds themselves at the sign-in screen. */
export type SignInNotice = "expired" | "signedOut" | "signedOutEverywhere" | "passwordChanged";

interface Held {
  readonly notice: SignInNotice | undefined;
  /** Address of the person who was signed in here last, since the app was opened. */
  readonly lastEmail: string | undefined;
  show(notice: SignInNotice | undefined): void;
  /** Somebody gave their address, or is signed in: earlier notices are old news. */
  remember(email: string | undefined): void;
}

const NoticeContext = createContext<Held | undefined>(undefined);

export function SignInNoticeProvider({ children }: { readonly children: ReactNode }) {
  const [notice, show] = useState<SignInNotice>();
  const [lastEmail, setLastEmail] = useState<string>();
  useEffect(() => watchAuth((event) => event === "ended" && show("expired")), []);
  const remember = useCallback((email: string | undefined) => {
    if (email === undefined) return;
    setLastEmail(email);
    show(undefined);
  }, []);
  const held = useMemo(() => ({ notice, lastEmail, show, remember }), [notice, lastEmail, remember]);
  return <NoticeContext value={held}>{children}</NoticeContext>;
}

export function useSignInNotice(): Held {
  const held = useContext(NoticeContext);
  if (held === undefined) throw new Error("There is no SignInNoticeProvider above.");
  return held;
}
