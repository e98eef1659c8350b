import type { Target } from "../../../wire/models/generated/events.types.ts";
import type { Tags } from "../../../wire/tag-keys.ts";
import type { RuleKey } from "./names.ts";

export interface Rule extends RuleKey {
  /** JSON text, as it was given. */
  readonly pattern: string | undefined;
  readonly schedule: string | undefined;
  readonly isEnabled: boolean;
  readonly description: string | undefined;
  readonly tags: Tags;
  /** In the order in which they came. */
  readonly targets: readonly Target[];
  /** When its schedule is due next, in epoch milliseconds. */
  readonly nextAt: number | undefined;
}
