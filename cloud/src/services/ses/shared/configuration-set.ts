import { regionalArn, type Scope } from "../../../core/arns.ts";
import type { Tags } from "../../../wire/tag-keys.ts";
import type { EventDestination } from "./event-destination.ts";

/** A name under which mails are sent, and where it is told what became of them. */
export interface ConfigurationSet {
  readonly name: string;
  /** False: a mail that names it is refused. */
  readonly isSendingEnabled: boolean;
  readonly tags: Tags;
  /** In the order in which they were made. */
  readonly destinations?: readonly EventDestination[];
}

export function configurationSetArn(scope: Scope, name: string): string {
  return regionalArn(scope, "ses", `configuration-set/${name}`);
}
