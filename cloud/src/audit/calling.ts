import type { Clock } from "../core/clock.ts";
import type { AccessFile } from "../runtime/project/access-file.ts";
import type { Deployment } from "./deployment/deployment.ts";
import type { Answer, Sent } from "./http/send.ts";
import type { People } from "./people/people.ts";
import type { AuditTarget } from "./target.ts";

/** What is needed to call a deployment as somebody. */
export interface CallingContext {
  readonly target: AuditTarget;
  readonly deployment: Deployment;
  /** What the project says is meant. */
  readonly declared: AccessFile;
  readonly people: People;
  readonly clock: Clock;
  readonly runId: string;
  /** Sends a request marked as the audit's, so that logs can be told apart. */
  send(sent: Sent): Promise<Answer>;
}
