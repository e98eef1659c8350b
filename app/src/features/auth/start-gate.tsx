import { type ReactNode, useCallback, useEffect, useState } from "react";
import { currentTokens } from "./amplify";
import { NoConnection } from "./no-connection";

/**
 * Looks at the kept tokens before the Authenticator does: it takes tokens that cannot be renewed for want
 * of a network for a person who is signed out.
 */
export function StartGate({ children }: { readonly children: ReactNode }) {
  const [state, setState] = useState<"looking" | "looked" | "unreachable">("looking");
  const look = useCallback(() => {
    setState("looking");
    currentTokens({ fresh: false }).then(
      () => setState("looked"),
      () => setState("unreachable"),
    );
  }, []);
  useEffect(look, [look]);
  if (state === "looking") return null;
  return state === "looked" ? children : <NoConnection onRetry={look} />;
}
