import { createHash } from "node:crypto";
import type { Clock } from "../../../../core/clock.ts";
import { exactBase64 } from "../../../../core/exact-base64.ts";
import type { Randomness } from "../../../../core/randomness.ts";
import type { Database } from "../../../../store/database.ts";
import type { Sealer } from "../../../../store/sealing.ts";
import { endedByReset } from "../../domain/users/reset.ts";
import type { UserStore } from "../../domain/users/store.ts";
import type { User } from "../../domain/users/user.ts";
import type { DomainRequest, Site } from "../domain-request/domain-request.ts";
import { siteCookie } from "../http/cookies.ts";

const SESSION_COOKIE = "cognito";
/** One hour from the sign-in; using it does not extend it. */
const SESSION_TTL_SECONDS = 3600;

/** A browser that has signed in at the domain: it gets codes without a password until it ends. */
export interface BrowserSession {
  readonly user: User;
  /** Epoch ms. */
  readonly authenticatedAt: number;
}

export interface BrowserSessions {
  /** Starts a session; answers the Set-Cookie texts: none where sessions are not kept. */
  start(site: Site, user: User, authenticatedAt: number): readonly string[];
  /** The live session of a request. */
  find(domainRequest: DomainRequest): BrowserSession | undefined;
  /** Ends the request's session for good; answers the Set-Cookie text that clears the cookie. */
  end(domainRequest: DomainRequest): string;
}

interface Tools {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly users: Pick<UserStore, "findBySub">;
}

interface Row {
  readonly sub: string;
  readonly authenticated_at: number;
  readonly expires_at: number;
}

const MIGRATIONS = [
  `CREATE TABLE cognito_browser_sessions (
     id_hash TEXT PRIMARY KEY,
     pool_id TEXT NOT NULL,
     sub TEXT NOT NULL,
     authenticated_at INTEGER NOT NULL,
     expires_at INTEGER NOT NULL
   ) WITHOUT ROWID;
   CREATE INDEX cognito_browser_sessions_expiry ON cognito_browser_sessions (expires_at)`,
];

export function createBrowserSessions(tools: Tools): BrowserSessions {
  const { database, clock, randomness, users } = tools;
  database.migrate("cognito-browser-sessions", MIGRATIONS);
  const purge = database.prepare("DELETE FROM cognito_browser_sessions WHERE expires_at <= ?");
  const insert = database.prepare(
    `INSERT INTO cognito_browser_sessions (id_hash, pool_id, sub, authenticated_at, expires_at)
     VALUES (?, ?, ?, ?, ?)`,
  );
  const find = database.prepare<Row>(
    `SELECT sub, authenticated_at, expires_at FROM cognito_browser_sessions
      WHERE id_hash = ? AND pool_id = ?`,
  );
  const remove = database.prepare("DELETE FROM cognito_browser_sessions WHERE id_hash = ?");
  return {
    start: (site, user, authenticatedAt) => {
      if (!site.keepsSession) return [];
      const id = randomness.bytes(32);
      const expiresAt = clock.now() + SESSION_TTL_SECONDS * 1000;
      database.transaction(() => {
        purge.run(clock.now());
        insert.run(hashOf(id), site.pool.id, user.sub, authenticatedAt, expiresAt);
      });
      const sealed = tools.sealer.seal(id, contextOf(site)).toString("base64url");
      return [siteCookie(site, SESSION_COOKIE, sealed, SESSION_TTL_SECONDS)];
    },
    find: (domainRequest) => {
      const id = openCookie(tools.sealer, domainRequest);
      const row = id === undefined ? undefined : find.get(hashOf(id), domainRequest.site.pool.id);
      // OAU-51: one hour, not extended.
      if (row === undefined || row.expires_at <= clock.now()) return undefined;
      const user = users.findBySub(domainRequest.site.pool.id, row.sub);
      return user !== undefined && mayContinue(user, row.authenticated_at)
        ? { user, authenticatedAt: row.authenticated_at }
        : undefined;
    },
    end: (domainRequest) => {
      const id = openCookie(tools.sealer, domainRequest);
      // OAU-52: a copy of the cookie is worthless after sign-out.
      if (id !== undefined) remove.run(hashOf(id));
      return siteCookie(domainRequest.site, SESSION_COOKIE, "", 0);
    },
  };
}

/** OAU-53: a sign-in counts while the user is enabled and has not been signed out everywhere since. */
export function mayContinue(user: User, authenticatedAt: number): boolean {
  if (!user.enabled || endedByReset(user, authenticatedAt)) return false;
  return user.signedOutAt === 0 || authenticatedAt > user.signedOutAt;
}

/** OAU-50: sealed for this pool; a cookie of another one does not open. */
function openCookie(sealer: Sealer, { cookies, site }: DomainRequest): Buffer | undefined {
  const text = site.keepsSession ? cookies.get(SESSION_COOKIE) : undefined;
  const sealed = exactBase64(text ?? "", "base64url");
  return sealed === undefined ? undefined : sealer.open(sealed, contextOf(site));
}

const contextOf = (site: Site): string => `browser-session/${site.pool.id}`;

function hashOf(id: Buffer): string {
  return createHash("sha256").update(id).digest("hex");
}
