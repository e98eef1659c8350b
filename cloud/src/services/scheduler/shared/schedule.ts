import type { FlexibleTimeWindow, Target } from "../../../wire/models/generated/scheduler.types.ts";
import type { ScheduleKey } from "./names.ts";

/** What its owner says of a schedule. */
export interface ScheduleSettings extends ScheduleKey {
  readonly expression: string;
  /** Of the time zone database. */
  readonly timeZone: string;
  /** Epoch milliseconds. */
  readonly startAt: number | undefined;
  readonly endAt: number | undefined;
  readonly description: string | undefined;
  readonly isEnabled: boolean;
  readonly target: Target;
  readonly window: FlexibleTimeWindow;
  readonly isDeletedAfter: boolean;
}

export interface StoredSchedule extends ScheduleSettings {
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** Of the call that made it: the same call again is no conflict. */
  readonly clientToken: string | undefined;
  /** When it is due next, in epoch milliseconds. */
  readonly nextAt: number | undefined;
}
