import type { Scope } from "../../core/arns.ts";
import type { Clock } from "../../core/clock.ts";
import type { Endpoints } from "../../core/endpoints.ts";
import type { Mailbox } from "../../core/ports/mailbox.ts";
import type { Randomness } from "../../core/randomness.ts";
import type { Database } from "../../store/database.ts";
import type { IdentityStore } from "./identities/store.ts";
import type { SentStore } from "./mail/sent-store.ts";

export interface SesContext {
  readonly identities: IdentityStore;
  readonly sent: SentStore;
  readonly mailbox: Mailbox;
  /** What is written in it is written together. */
  readonly transaction: Database["transaction"];
  readonly endpoints: Pick<Endpoints, "base">;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly randomness: Randomness;
}
