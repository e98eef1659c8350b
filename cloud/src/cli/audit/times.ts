import type { AuditOptions } from "../../audit/run.ts";
import type { Twin } from "../../runtime/twin/open-twin.ts";
import { openKeptTokens } from "./kept-tokens-file.ts";

/** What an audit needs to see the end of a token. */
export interface Times extends Pick<AuditOptions, "at" | "kept"> {
  close(): Promise<void>;
}

/** Of the local cloud: a twin, made when it is first asked for; where there is none, tokens are kept. */
export function localTimes(stateDir: string): Times {
  let twin: Promise<Twin | undefined> | undefined;
  return {
    kept: openKeptTokens(stateDir),
    at: async (epochSeconds) => {
      twin ??= import("../../runtime/twin/open-twin.ts").then(({ openTwin }) => openTwin(stateDir));
      const open = await twin;
      open?.setTime(epochSeconds * 1000);
      return open?.restApi;
    },
    close: async () => (await twin?.catch(() => undefined))?.close(),
  };
}

/** Of AWS: no clock is ours. */
export function awsTimes(stateDir: string): Times {
  return { kept: openKeptTokens(stateDir), at: undefined, close: async () => undefined };
}
