import type { Scope } from "../../../core/arns.ts";
import type { Clock } from "../../../core/clock.ts";
import type { Authorization } from "../../../core/ports/authorization.ts";
import type { Randomness } from "../../../core/randomness.ts";
import type { Identities } from "../../../iam/identities/index.ts";

/** What the operations and resources of IAM work with. */
export interface IamContext {
  readonly identities: Identities;
  readonly authorization: Authorization;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly randomness: Randomness;
}
