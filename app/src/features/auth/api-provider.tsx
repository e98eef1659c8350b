import { createContext, type ReactNode, useContext, useMemo } from "react";
import { type ApiClient, createApiClient } from "../../lib/api/api-client";
import { ApiProblem } from "../../lib/api/api-problem";
import type { AppConfig } from "../../lib/config/app-config";
import { currentTokens, signOutHere } from "./amplify";
import { startAgain } from "./another-person";
import { useSession } from "./session";
import { useSignInNotice } from "./sign-in-notice";

interface Held {
  readonly api: ApiClient;
  readonly config: AppConfig;
}

const ApiContext = createContext<Held | undefined>(undefined);

interface ApiProviderProps {
  readonly config: AppConfig;
  readonly children: ReactNode;
}

/** The API with the tokens of the signed-in person; a session that is over leads to the sign-in screen. */
export function ApiProvider({ config, children }: ApiProviderProps) {
  const { show } = useSignInNotice();
  const { person } = useSession();
  const held = useMemo(() => {
    const client = createApiClient({
      apiUrl: config.apiUrl,
      accessToken: (options) => accessTokenOf(person.id, options),
      fetch: (...call) => fetch(...call),
    });
    const call: ApiClient["call"] = async (request) => {
      try {
        return await client.call(request);
      } catch (error) {
        if (error instanceof ApiProblem && error.kind === "sessionEnded") {
          show("expired");
          await signOutHere();
        }
        throw error;
      }
    };
    return { config, api: { ...client, call } };
  }, [config, show, person.id]);
  return <ApiContext value={held}>{children}</ApiContext>;
}

/** Nothing is asked or commanded with the token of another person than the one who is shown [HOME-7]. */
async function accessTokenOf(person: string, options: { fresh: boolean }) {
  const tokens = await tokensAtHand(options);
  if (tokens === undefined || tokens.owner === person) return tokens?.access;
  startAgain();
  throw new ApiProblem("failed", "Somebody else has signed in.");
}

async function tokensAtHand(options: { fresh: boolean }) {
  try {
    return await currentTokens(options);
  } catch {
    // Amplify answers "no tokens" to a refusal; what it throws is about the network.
    throw new ApiProblem("unreachable");
  }
}

export function useApi(): Held {
  const held = useContext(ApiContext);
  if (held === undefined) throw new Error("There is no ApiProvider above.");
  return held;
}
