import { createHash } from "node:crypto";
import type { Clock } from "../../core/clock.ts";
import type { OwnSignIns } from "../../core/ports/own-sign-ins.ts";
import type { Randomness } from "../../core/randomness.ts";

/** A sign-in between its start and the browser's return. */
export interface BegunSignIn {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string;
  /** Of PKCE; never leaves this process before the code is exchanged. */
  readonly verifier: string;
  readonly challenge: string;
  /** Told how it ended: a terminal that waits. */
  readonly ticket: string | undefined;
  /** Epoch ms. */
  readonly until: number;
}

export interface BegunSignIns extends OwnSignIns {
  begin(
    start: Pick<BegunSignIn, "clientId" | "redirectUri" | "ticket">,
  ): Pick<BegunSignIn, "state" | "challenge">;
  /** Ends the wait for the browser: a state is taken once. */
  take(state: string): BegunSignIn | undefined;
}

const TTL_MS = 30 * 60_000;
const MOST = 200;

/** Kept in memory: a sign-in that a restart interrupts is begun again. */
export function createBegunSignIns(tools: {
  readonly clock: Clock;
  readonly randomness: Randomness;
}): BegunSignIns {
  const begun = new Map<string, BegunSignIn>();
  const find = (state: string): BegunSignIn | undefined => {
    const found = begun.get(state);
    return found !== undefined && found.until > tools.clock.now() ? found : undefined;
  };
  return {
    // OAU-82: the cloud's own page is an address for the very requests that the cloud made.
    began: ({ clientId, redirectUri, state, codeChallenge }) => {
      const own = state === undefined ? undefined : find(state);
      return (
        own !== undefined &&
        own.clientId === clientId &&
        own.redirectUri === redirectUri &&
        own.challenge === codeChallenge
      );
    },
    begin: (start) => {
      const state = tools.randomness.bytes(24).toString("base64url");
      const verifier = tools.randomness.bytes(48).toString("base64url");
      const challenge = createHash("sha256").update(verifier).digest("base64url");
      const oldest = begun.size >= MOST ? begun.keys().next().value : undefined;
      if (oldest !== undefined) begun.delete(oldest);
      begun.set(state, { ...start, state, verifier, challenge, until: tools.clock.now() + TTL_MS });
      return { state, challenge };
    },
    take: (state) => {
      const found = find(state);
      begun.delete(state);
      return found;
    },
  };
}
