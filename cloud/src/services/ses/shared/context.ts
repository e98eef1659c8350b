import type { Scope } from "../../../core/arns.ts";
import type { Clock } from "../../../core/clock.ts";
import type { Endpoints } from "../../../core/endpoints.ts";
import type { Logger } from "../../../core/logger.ts";
import type { EventBuses } from "../../../core/ports/event-buses.ts";
import type { Mailbox } from "../../../core/ports/mailbox.ts";
import type { SnsTopics } from "../../../core/ports/sns-topics.ts";
import type { Trace } from "../../../core/ports/trace.ts";
import type { Randomness } from "../../../core/randomness.ts";
import type { Database } from "../../../store/database.ts";
import type { ConfigurationSet } from "./configuration-set.ts";
import type { IdentityStore } from "./identity-store.ts";
import type { NamedStore } from "./named-store.ts";
import type { SentStore } from "./sent-store.ts";
import type { Template } from "./template.ts";

/** Where events of mails go. */
export interface EventPorts {
  readonly snsTopics: Pick<SnsTopics, "decide" | "find" | "publish">;
  readonly eventBuses: Pick<EventBuses, "announce">;
}

export interface SesContext extends EventPorts {
  readonly identities: IdentityStore;
  readonly sent: SentStore;
  readonly configurationSets: NamedStore<ConfigurationSet>;
  readonly templates: NamedStore<Template>;
  readonly mailbox: Mailbox;
  /** What is written in it is written together. */
  readonly transaction: Database["transaction"];
  readonly endpoints: Pick<Endpoints, "base">;
  readonly scope: Scope;
  readonly clock: Clock;
  /** What a template gave no mail for is told by both. */
  readonly trace: Trace;
  readonly logger: Logger;
  readonly randomness: Randomness;
}
