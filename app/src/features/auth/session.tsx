import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { currentTokens, signOutHere, type Tokens, watchAuth } from "./amplify";
import { startAgain, watchOtherTabs } from "./another-person";
import { type Person, personOf } from "./claims";
import { useSignInNotice } from "./sign-in-notice";

export interface Session {
  readonly person: Person;
  readonly scopes: readonly string[];
  /** New tokens, for a person whose groups have changed. */
  renew(): Promise<void>;
}

const SessionContext = createContext<Session | undefined>(undefined);

/**
 * Who is signed in, kept up to date with the tokens. All windows of a browser share them: when they
 * become those of somebody else, or of nobody, this window starts again [HOME-7].
 */
export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const [tokens, setTokens] = useState<Tokens>();
  const { remember } = useSignInNotice();
  const owner = useRef<string>(undefined);
  const take = useCallback((found: Tokens) => {
    owner.current ??= found.owner;
    if (owner.current === found.owner) setTokens(found);
    else startAgain();
  }, []);
  const load = useCallback(
    async (fresh: boolean) => {
      const found = await currentTokens({ fresh });
      // Whatever is left of the session is cleared away, and the Authenticator takes over.
      if (found === undefined) await signOutHere();
      else take(found);
    },
    [take],
  );

  useEffect(() => {
    // Without a network the tokens at hand stay.
    const reload = () => void load(false).catch(() => undefined);
    reload();
    return watchAuth((event) => event === "renewed" && reload());
  }, [load]);

  useEffect(() => {
    const look = (found: Tokens | undefined) => (found === undefined ? startAgain() : take(found));
    return watchOtherTabs(() => void currentTokens({ fresh: false }).then(look, () => undefined));
  }, [take]);

  const session = useMemo(() => {
    if (tokens === undefined) return undefined;
    return { person: personOf(tokens.idClaims), scopes: tokens.access.scopes, renew: () => load(true) };
  }, [tokens, load]);
  const email = session?.person.email;
  useEffect(() => remember(email), [remember, email]);

  if (session === undefined) return null;
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error("Nobody is signed in here.");
  return session;
}
