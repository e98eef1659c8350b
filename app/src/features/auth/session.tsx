import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { currentTokens, type Tokens, watchAuth } from "./amplify";
import { type Person, personOf } from "./claims";
import { NoConnection } from "./no-connection";
import { useSignInNotice } from "./sign-in-notice";

export interface Session {
  readonly person: Person;
  readonly scopes: readonly string[];
  /** New tokens, for a person whose groups have changed. */
  renew(): Promise<void>;
}

const SessionContext = createContext<Session | undefined>(undefined);

/** Who is signed in, kept up to date with the tokens. */
export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const [tokens, setTokens] = useState<Tokens>();
  const [failed, setFailed] = useState(false);
  const { remember } = useSignInNotice();
  const load = useCallback(async (fresh: boolean) => {
    const found = await currentTokens({ fresh });
    if (found !== undefined) setTokens(found);
  }, []);
  // Without tokens the Authenticator takes over; what is thrown is about the network.
  const tryToLoad = useCallback(() => {
    setFailed(false);
    load(false).catch(() => setFailed(true));
  }, [load]);

  useEffect(() => {
    tryToLoad();
    return watchAuth((event) => {
      if (event === "renewed") tryToLoad();
    });
  }, [tryToLoad]);

  const session = useMemo(() => {
    if (tokens === undefined) return undefined;
    return { person: personOf(tokens.idClaims), scopes: tokens.access.scopes, renew: () => load(true) };
  }, [tokens, load]);
  const email = session?.person.email;
  useEffect(() => remember(email), [remember, email]);

  if (session !== undefined) return <SessionContext value={session}>{children}</SessionContext>;
  return failed ? <NoConnection onRetry={tryToLoad} /> : null;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error("Nobody is signed in here.");
  return session;
}
