import type { Clock } from "../../../../core/clock.ts";
import type { Endpoints } from "../../../../core/endpoints.ts";
import type { Logger } from "../../../../core/logger.ts";
import type { OwnSignIns } from "../../../../core/ports/own-sign-ins.ts";
import type { Trace } from "../../../../core/ports/trace.ts";
import type { Randomness } from "../../../../core/randomness.ts";
import type { Database } from "../../../../store/database.ts";
import type { Sealer } from "../../../../store/sealing.ts";
import type { UserPoolClientStore } from "../../domain/clients/store.ts";
import type { UserPoolDomainStore } from "../../domain/domains/domain.ts";
import type { UserPoolStore } from "../../domain/pools/store.ts";
import type { ResourceServerStore } from "../../domain/resource-servers/resource-server.ts";
import type { PasswordRecovery, SignIn } from "../../domain/sign-in/parts/sign-in.ts";
import type { TokenIssuer } from "../../domain/tokens/issuer.ts";
import type { SigningKeys } from "../../domain/tokens/signing-keys.ts";
import type { CausingRequest } from "../../domain/triggers/causing-request.ts";
import type { UserStore } from "../../domain/users/store.ts";

/** What the sign-in domain is built from. */
export interface HostedAuthDependencies {
  readonly pools: Pick<UserPoolStore, "find">;
  readonly clients: Pick<UserPoolClientStore, "find">;
  readonly domains: Pick<UserPoolDomainStore, "find">;
  readonly users: Pick<UserStore, "findBySub" | "findByLogin">;
  readonly resourceServers: Pick<ResourceServerStore, "find">;
  readonly signIn: SignIn;
  readonly recovery: PasswordRecovery;
  readonly tokens: TokenIssuer;
  /** Keeps authorization codes and browser sessions. */
  readonly database: Database;
  /** Seals browser cookies; of a purpose of its own, e.g. `cognito/hosted`. */
  readonly sealer: Sealer;
  /** 32 bytes of the key file; the key of form tokens is derived from it. */
  readonly masterKey: Buffer;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly logger: Logger;
  readonly trace?: Trace;
  readonly causingRequest: Pick<CausingRequest, "during">;
  /** Sign-ins for the cloud's own page; left out: there are none. */
  readonly ownSignIns?: OwnSignIns;
  /**
   * Whether a client has a managed-login branding. Domains of version 2 serve no pages without
   * one, as on AWS. Left out: no client has one.
   */
  readonly isBranded?: (userPoolId: string, clientId: string) => boolean;
}

export interface DiscoveryDependencies {
  readonly pools: Pick<UserPoolStore, "find">;
  readonly domains: Pick<UserPoolDomainStore, "findByPool">;
  readonly endpoints: Endpoints;
  readonly keys: Pick<SigningKeys, "keySet">;
}
