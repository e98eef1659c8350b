import { createHash } from "node:crypto";
import { onTestFinished } from "vitest";
import { createEndpoints } from "../../../../core/endpoints.ts";
import { silentLogger } from "../../../../core/logger.ts";
import type { FunctionInvoker } from "../../../../core/ports/function-invoker.ts";
import type { OwnSignIns } from "../../../../core/ports/own-sign-ins.ts";
import { systemRandomness } from "../../../../core/randomness.ts";
import { ManualClock } from "../../../../core/testing/manual-clock.ts";
import { createSealer } from "../../../../store/sealing.ts";
import { openDatabase } from "../../../../store/sqlite.ts";
import type { UserPoolClient } from "../../domain/clients/client.ts";
import { createMessenger } from "../../domain/messages/pool-messenger.ts";
import { createSqliteMailbox } from "../../domain/messages/sqlite-mailbox.ts";
import { createSoftwareTokens } from "../../domain/mfa/software-tokens.ts";
import type { UserPool } from "../../domain/pools/pool.ts";
import type { PasswordRecovery } from "../../domain/sign-in/parts/sign-in.ts";
import { createSignIn } from "../../domain/sign-in/state-machine.ts";
import { createSrpArithmetic } from "../../domain/srp/arithmetic.ts";
import { createCognitoStores } from "../../domain/stores.ts";
import { createSigningKeys } from "../../domain/tokens/signing-keys.ts";
import { createTokenIssuer } from "../../domain/tokens/token-issuer.ts";
import { createTokenVerifier } from "../../domain/tokens/token-verifier.ts";
import { createCausingRequest } from "../../domain/triggers/causing-request.ts";
import { createTriggers } from "../../domain/triggers/lambda-triggers.ts";
import type { Passwords } from "../../domain/users/passwords.ts";
import type { User } from "../../domain/users/user.ts";
import { codeMismatch, userNotFound } from "../../shared/errors.ts";
import { type FunctionStub, plainPasswords, TEST_SCOPE } from "../../testing/administration.ts";
import { aClient, aPool, aUser } from "../../testing/records.ts";
import { createDiscovery, createHostedAuth } from "../index.ts";

export const PREFIX = "home-123456789012";
export const PASSWORD = "Correct-Horse-7";
export const CALLBACK = "http://localhost:3000/";
const MASTER_KEY = Buffer.alloc(32, 7);

/** Made once per test file: two RSA keys cost more than everything else in a test. */
const SIGNING_KEYS = createSigningKeys({ database: openDatabase(":memory:"), masterKey: MASTER_KEY });

export type World = ReturnType<typeof createWorld>;

interface WorldOptions {
  readonly port?: number;
  readonly pool?: Partial<UserPool>;
  readonly client?: Partial<UserPoolClient>;
  readonly passwords?: (clock: ManualClock) => Passwords;
  readonly clock?: ManualClock;
  readonly isBranded?: (userPoolId: string, clientId: string) => boolean;
  readonly managedLoginVersion?: 1 | 2;
  readonly ownSignIns?: OwnSignIns;
}

/** A pool with a domain, an app and the services behind the pages; everything real but the mail. */
export function createWorld(options: WorldOptions = {}) {
  const clock = options.clock ?? new ManualClock();
  const database = openDatabase(":memory:");
  onTestFinished(() => database.close());
  const stores = createCognitoStores(database, MASTER_KEY);
  const functions = new Map<string, FunctionStub>();
  const functionInvoker: FunctionInvoker = {
    invoke: async ({ functionArn, payload }) =>
      functions.get(functionArn)?.(JSON.parse(payload.toString()) as Record<string, unknown>) ?? {
        kind: "refused",
        code: "ResourceNotFoundException",
        message: "Function not found",
      },
  };
  const causingRequest = createCausingRequest();
  const triggers = createTriggers({ functionInvoker, causingRequest, scope: TEST_SCOPE });
  const common = { database, masterKey: MASTER_KEY, clock, randomness: systemRandomness };
  const endpoints = createEndpoints({
    port: options.port ?? 4566,
    region: "eu-west-1",
    issuerStyle: "local",
  });
  const keys = SIGNING_KEYS;
  const tokenVerifier = createTokenVerifier({ keys, pools: stores.pools, clock, endpoints });
  const tokens = createTokenIssuer({ ...common, ...stores, keys, triggers, tokenVerifier, endpoints });
  const passwords = (options.passwords ?? plainPasswords)(clock);
  const mailbox = createSqliteMailbox(database, createSealer(MASTER_KEY, "cognito/mailbox"));
  const signIn = createSignIn({
    ...common,
    ...stores,
    passwords,
    triggers,
    messenger: createMessenger({ triggers, mailbox, clock }),
    arithmetic: createSrpArithmetic(),
    softwareTokens: createSoftwareTokens(common),
  });
  const recovery = createMailFreeRecovery();
  const deps = {
    ...common,
    ...stores,
    signIn,
    recovery,
    tokens,
    causingRequest,
    sealer: createSealer(MASTER_KEY, "cognito/hosted"),
    logger: silentLogger,
    ...(options.ownSignIns === undefined ? {} : { ownSignIns: options.ownSignIns }),
    ...(options.isBranded === undefined ? {} : { isBranded: options.isBranded }),
  };
  const pool = aPool({
    name: "Home API",
    usernameAttributes: ["email"],
    adminCreateUserOnly: true,
    ...options.pool,
  });
  const client = aClient({ ...APP, ...options.client });
  stores.pools.insert(pool);
  stores.clients.insert(client);
  stores.domains.insert({
    domain: PREFIX,
    userPoolId: pool.id,
    managedLoginVersion: options.managedLoginVersion ?? 1,
    createdAt: 1_000,
  });
  return {
    clock,
    database,
    deps,
    stores,
    pool,
    client,
    keys,
    tokenVerifier,
    tokens,
    functions,
    recovery,
    hosted: createHostedAuth(deps),
    discovery: createDiscovery({ ...stores, endpoints, keys }),
    addUser: async (changes: Partial<User> = {}, password = PASSWORD): Promise<User> => {
      const user = aUser({ attributes: { email: "ann@example.com", email_verified: "true" }, ...changes });
      const stored = await passwords.derive(pool, user, password, user.status === "FORCE_CHANGE_PASSWORD");
      const complete = { ...user, username: user.sub, password: stored };
      stores.users.insert(pool, complete);
      return complete;
    },
  };
}

const APP: Partial<UserPoolClient> = {
  id: "1h57kf5cpq17m0eml12example",
  name: "Home",
  preventUserExistenceErrors: "ENABLED",
  oauthEnabled: true,
  oauthFlows: ["code"],
  oauthScopes: ["openid", "email", "profile"],
  callbackUrls: [CALLBACK, "myapp://callback", "https://app.example.com/cb?tenant=1"],
  logoutUrls: ["http://localhost:3000/bye"],
  identityProviders: ["COGNITO"],
};

/** Takes the code 123456 and remembers what was asked of it. */
function createMailFreeRecovery() {
  const requests: string[] = [];
  const confirmed: { login: string; password: string }[] = [];
  const recovery: PasswordRecovery & { requests: string[]; confirmed: typeof confirmed } = {
    requests,
    confirmed,
    request: async (_party, login) => {
      requests.push(login);
      if (login === "nobody@example.com") throw userNotFound();
      return { destination: "a***@e***", medium: "EMAIL", attribute: "email" };
    },
    confirm: async (_party, login, code, newPassword) => {
      if (login === "nobody@example.com") throw userNotFound();
      if (code !== "123456") throw codeMismatch();
      confirmed.push({ login, password: newPassword });
    },
  };
  return recovery;
}

export const VERIFIER = "a-verifier-of-the-app-that-is-long-enough-for-rfc-7636";
export const CHALLENGE = createHash("sha256").update(VERIFIER).digest("base64url");
