import type { ConsoleContext, TracedRequest } from "../../../../wire/console-area.ts";
import type { SessionsView } from "./sessions.tsx";

const SHOWN = 6;

/** Sign-ins, refreshes and sign-outs, in the names of their operations and paths. */
const ABOUT_SESSIONS =
  /^(?:Admin)?(?:InitiateAuth|RespondToAuthChallenge|UserGlobalSignOut)$|^GlobalSignOut$|^RevokeToken$|^GetTokensFromRefreshToken$|^POST \/(?:login|oauth2\/token)$/;

/**
 * What the trace saw of a person's sessions, newest first.
 * @param names by which the trace may name the person; the first is how people know them
 */
export function sessionsOf({ trace }: Pick<ConsoleContext, "trace">, names: readonly string[]): SessionsView {
  const found = new Map<string, TracedRequest>();
  for (const person of names) {
    for (const request of trace.newest({ person, limit: 50 })) {
      if (ABOUT_SESSIONS.test(request.operation)) found.set(request.request, request);
    }
  }
  const requests = [...found.values()].sort((a, b) => b.seq - a.seq).slice(0, SHOWN);
  return { requests, since: trace.since(), person: names[0] ?? "" };
}
