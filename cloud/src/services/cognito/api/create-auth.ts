import type { Clock } from "../../../core/clock.ts";
import type { Endpoints } from "../../../core/endpoints.ts";
import type { TokenVerifier } from "../../../core/ports/token-verifier.ts";
import type { Randomness } from "../../../core/randomness.ts";
import type { Database } from "../../../store/database.ts";
import type { AnyOperation } from "../../../wire/operation.ts";
import { createOneTimeCodes } from "../domain/codes/one-time-codes.ts";
import type { Messenger } from "../domain/messages/messenger.ts";
import { createSoftwareTokens } from "../domain/mfa/software-tokens.ts";
import type { PasswordRecovery } from "../domain/sign-in/parts/sign-in.ts";
import { createPasswordRecovery } from "../domain/sign-in/password-recovery.ts";
import { createSignIn, type UserPoolSignIn } from "../domain/sign-in/state-machine.ts";
import { createSrpArithmetic } from "../domain/srp/arithmetic.ts";
import type { CognitoStores } from "../domain/stores.ts";
import { createSigningKeys, type SigningKeys } from "../domain/tokens/signing-keys.ts";
import { createTokenIssuer, type UserPoolTokenIssuer } from "../domain/tokens/token-issuer.ts";
import { createTokenVerifier } from "../domain/tokens/token-verifier.ts";
import type { Triggers } from "../domain/triggers/triggers.ts";
import type { Passwords } from "../domain/users/passwords.ts";
import { createPasswords } from "../domain/users/sealed-passwords.ts";
import { createUserSimulation } from "../domain/users/simulated-users.ts";
import { createAuthOperations } from "./operations/auth-operations.ts";

export interface AuthOptions {
  readonly database: Database;
  /** 32 bytes of the key file. */
  readonly masterKey: Buffer;
  readonly stores: Pick<CognitoStores, "pools" | "clients" | "users" | "groups">;
  readonly endpoints: Pick<Endpoints, "issuer">;
  readonly triggers: Triggers;
  readonly messenger: Messenger;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

/** Everything about proving who one is, ready to use. */
export interface Auth {
  readonly signIn: UserPoolSignIn;
  readonly recovery: PasswordRecovery;
  readonly tokens: UserPoolTokenIssuer;
  readonly tokenVerifier: TokenVerifier;
  readonly keys: SigningKeys;
  readonly passwords: Passwords;
  readonly operations: AnyOperation[];
  /** Ends the worker threads. */
  close(): Promise<void>;
}

/** Puts sign-in, tokens, codes and their operations together over one store and one key file. */
export function createAuth(options: AuthOptions): Auth {
  const { database, masterKey, clock, randomness, endpoints, triggers, messenger } = options;
  const { pools, clients, users, groups } = options.stores;
  const own = { database, masterKey, clock, randomness };
  const arithmetic = createSrpArithmetic();
  const passwords = createPasswords({ ...own, arithmetic });
  const keys = createSigningKeys({ database, masterKey });
  const tokenVerifier = createTokenVerifier({ keys, pools, endpoints, clock });
  const tokens = createTokenIssuer({
    ...own,
    keys,
    pools,
    users,
    groups,
    triggers,
    tokenVerifier,
    endpoints,
  });
  const codes = createOneTimeCodes(own);
  const softwareTokens = createSoftwareTokens(own);
  const signIn = createSignIn({
    ...own,
    pools,
    clients,
    users,
    passwords,
    arithmetic,
    softwareTokens,
    triggers,
    messenger,
  });
  const recovery = createPasswordRecovery({
    masterKey,
    users,
    passwords,
    codes,
    messenger,
    triggers,
    clock,
  });
  const operations = createAuthOperations({
    ...own,
    pools,
    clients,
    users,
    groups,
    signIn,
    recovery,
    tokens,
    passwords,
    softwareTokens,
    codes,
    messenger,
    triggers,
    simulate: createUserSimulation(masterKey),
  });
  const close = (): Promise<void> => {
    keys.close();
    return arithmetic.close();
  };
  return { signIn, recovery, tokens, tokenVerifier, keys, passwords, operations, close };
}
