import type { Clock } from "../../../../core/clock.ts";
import { exactBase64 } from "../../../../core/exact-base64.ts";
import type { Sealer } from "../../../../store/sealing.ts";
import type { UserPoolClient } from "../../domain/clients/client.ts";
import type { DomainRequest, Site } from "../domain-request/domain-request.ts";
import { siteCookie } from "../http/cookies.ts";

const PROGRESS_COOKIE = "cognito-progress";
/** Longest time between two steps. The challenge session inside expires by the client's own setting. */
const PROGRESS_TTL_SECONDS = 900;

/** How far a browser is in signing in. Holds challenge sessions, never a password. */
export type Progress =
  | {
      readonly step: "new-password";
      readonly username: string;
      readonly session: string;
      readonly requiredAttributes: readonly string[];
    }
  | {
      readonly step: "mfa-setup";
      readonly username: string;
      readonly session: string;
      readonly secretCode: string;
    }
  | { readonly step: "mfa-code"; readonly username: string; readonly session: string }
  | { readonly step: "reset-password"; readonly username: string; readonly required: boolean }
  /** Something the next sign-in page says once. */
  | { readonly step: "notice"; readonly notice: Notice; readonly username: string };

export type Notice = "password-changed" | "start-again";

export interface ProgressCookies {
  keep(site: Site, client: UserPoolClient, progress: Progress): string;
  /** What the browser brought, if it is genuine, of this pool and client, and fresh. */
  read(domainRequest: DomainRequest, client: UserPoolClient): Progress | undefined;
  clear(site: Site): string;
}

/** Keeps the progress in the browser, sealed: nothing is stored for people who walk away. */
export function createProgressCookies(tools: {
  readonly sealer: Sealer;
  readonly clock: Clock;
}): ProgressCookies {
  return {
    keep: (site, client, progress) => {
      const plain = JSON.stringify({ progress, until: tools.clock.now() + PROGRESS_TTL_SECONDS * 1000 });
      const sealed = tools.sealer.seal(Buffer.from(plain), contextOf(site, client));
      return siteCookie(site, PROGRESS_COOKIE, sealed.toString("base64url"), PROGRESS_TTL_SECONDS);
    },
    read: (domainRequest, client) => {
      const sealed = exactBase64(domainRequest.cookies.get(PROGRESS_COOKIE) ?? "", "base64url");
      if (sealed === undefined) return undefined;
      // OAU-54: a progress of another pool or client does not open.
      const plain = tools.sealer.open(sealed, contextOf(domainRequest.site, client));
      if (plain === undefined) return undefined;
      const { progress, until } = JSON.parse(plain.toString()) as { progress: Progress; until: number };
      return until > tools.clock.now() ? progress : undefined;
    },
    clear: (site) => siteCookie(site, PROGRESS_COOKIE, "", 0),
  };
}

function contextOf(site: Site, client: UserPoolClient): string {
  return `sign-in-progress/${site.pool.id}/${client.id}`;
}
