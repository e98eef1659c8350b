import type { Scope } from "../../../../../core/arns.ts";
import type { Clock } from "../../../../../core/clock.ts";
import type { Endpoints } from "../../../../../core/endpoints.ts";
import type { Logger } from "../../../../../core/logger.ts";
import type { Authorization } from "../../../../../core/ports/authorization.ts";
import type { RoleAssumer, RoleFinder } from "../../../../../core/ports/credentials.ts";
import type { FunctionInvoker } from "../../../../../core/ports/function-invoker.ts";
import type { TokenVerifier } from "../../../../../core/ports/token-verifier.ts";
import type { Trace } from "../../../../../core/ports/trace.ts";
import type { Randomness } from "../../../../../core/randomness.ts";
import type { Authentication } from "../../../../../wire/authentication.ts";

/** Writes one access log line; the destination is the ARN of the stage's log group. */
export type AccessLog = (destinationArn: string, line: string) => void;

/** What serving a call needs of the rest of the cloud. */
export interface ExecuteContext {
  readonly scope: Scope;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly endpoints: Endpoints;
  readonly authentication: Authentication;
  readonly authorization: Authorization;
  readonly functionInvoker: FunctionInvoker;
  readonly roleAssumer: Pick<RoleAssumer, "whyNot">;
  readonly roles: RoleFinder;
  readonly tokenVerifier: TokenVerifier;
  readonly logger: Logger;
  readonly trace?: Trace | undefined;
  readonly accessLog: AccessLog | undefined;
}
