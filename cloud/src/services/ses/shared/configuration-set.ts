import { regionalArn, type Scope } from "../../../core/arns.ts";
import type { Tags } from "../../../wire/tag-keys.ts";

/** A name under which mails are sent; nothing is published of them here. */
export interface ConfigurationSet {
  readonly name: string;
  /** False: a mail that names it is refused. */
  readonly isSendingEnabled: boolean;
  readonly tags: Tags;
}

export function configurationSetArn(scope: Scope, name: string): string {
  return regionalArn(scope, "ses", `configuration-set/${name}`);
}
