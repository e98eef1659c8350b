import type { Clock } from "../../../../../core/clock.ts";
import type { Randomness } from "../../../../../core/randomness.ts";
import type { Database } from "../../../../../store/database.ts";
import type { UserPoolClientStore } from "../../clients/store.ts";
import type { Messenger } from "../../messages/messenger.ts";
import type { SoftwareTokens } from "../../mfa/software-tokens.ts";
import type { UserPoolStore } from "../../pools/store.ts";
import type { SrpArithmetic } from "../../srp/arithmetic.ts";
import type { EphemeralKeys } from "../../srp/ephemeral-keys.ts";
import type { Triggers } from "../../triggers/triggers.ts";
import type { Passwords } from "../../users/passwords.ts";
import type { SimulateUser } from "../../users/simulated-users.ts";
import type { UserStore } from "../../users/store.ts";
import type { CustomSignIns } from "./custom-sign-ins.ts";
import type { LockOut } from "./lock-out.ts";
import type { SecretBlocks } from "./secret-block.ts";
import type { ChallengeSessions } from "./sessions.ts";
import type { UsedSessions } from "./used-sessions.ts";

export interface SignInOptions {
  readonly database: Database;
  /** 32 bytes of the key file. */
  readonly masterKey: Buffer;
  readonly pools: Pick<UserPoolStore, "find">;
  readonly clients: Pick<UserPoolClientStore, "find">;
  readonly users: UserStore;
  readonly passwords: Passwords;
  readonly arithmetic: SrpArithmetic;
  readonly softwareTokens: SoftwareTokens;
  readonly triggers: Triggers;
  readonly messenger: Messenger;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

/** What the steps of the state machine work with. */
export interface SignInParts extends SignInOptions {
  readonly sessions: ChallengeSessions;
  readonly usedSessions: UsedSessions;
  readonly customSignIns: CustomSignIns;
  readonly secretBlocks: SecretBlocks;
  readonly ephemeralKeys: EphemeralKeys;
  readonly lockOut: LockOut;
  readonly simulate: SimulateUser;
}
