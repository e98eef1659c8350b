import type { Tags } from "../../../wire/tag-keys.ts";
import { DEFAULT_BUS } from "./names.ts";

export interface EventBus {
  readonly name: string;
  readonly description: string | undefined;
  /** JSON text. */
  readonly policy: string | undefined;
  readonly tags: Tags;
  /** Epoch milliseconds; undefined for the default bus that nobody has changed. */
  readonly createdAt: number | undefined;
  readonly modifiedAt: number | undefined;
}

/** Every account has one, without anybody making it. */
export const UNTOUCHED_DEFAULT: EventBus = {
  name: DEFAULT_BUS,
  description: undefined,
  policy: undefined,
  tags: {},
  createdAt: undefined,
  modifiedAt: undefined,
};
