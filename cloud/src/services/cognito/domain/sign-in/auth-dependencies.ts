import type { Clock } from "../../../../core/clock.ts";
import type { Randomness } from "../../../../core/randomness.ts";
import type { Database } from "../../../../store/database.ts";
import type { UserPoolClientStore } from "../clients/store.ts";
import type { OneTimeCodes } from "../codes/one-time-codes.ts";
import type { GroupStore } from "../groups/group.ts";
import type { Messenger } from "../messages/messenger.ts";
import type { SoftwareTokens } from "../mfa/software-tokens.ts";
import type { UserPoolStore } from "../pools/store.ts";
import type { UserPoolTokenIssuer } from "../tokens/token-issuer.ts";
import type { Triggers } from "../triggers/triggers.ts";
import type { Passwords } from "../users/passwords.ts";
import type { SimulateUser } from "../users/simulated-users.ts";
import type { UserStore } from "../users/store.ts";
import type { PasswordRecovery } from "./parts/sign-in.ts";
import type { UserPoolSignIn } from "./state-machine.ts";

/** What the sign-in, token and self-service operations are built from. */
export interface AuthDependencies {
  readonly database: Database;
  readonly pools: Pick<UserPoolStore, "find">;
  readonly clients: Pick<UserPoolClientStore, "find">;
  readonly users: UserStore;
  readonly groups: GroupStore;
  readonly signIn: UserPoolSignIn;
  readonly recovery: PasswordRecovery;
  readonly tokens: UserPoolTokenIssuer;
  readonly passwords: Passwords;
  readonly softwareTokens: SoftwareTokens;
  readonly codes: OneTimeCodes;
  readonly messenger: Messenger;
  readonly triggers: Triggers;
  readonly simulate: SimulateUser;
  readonly clock: Clock;
  readonly randomness: Randomness;
}
