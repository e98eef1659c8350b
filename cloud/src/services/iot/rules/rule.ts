import { regionalArn, type Scope } from "../../../core/arns.ts";
import type { Action } from "../../../wire/models/generated/iot.types.ts";
import type { Tags } from "../../../wire/tag-keys.ts";

export const SQL_VERSIONS: ReadonlySet<string> = new Set(["2015-10-08", "2016-03-23", "beta"]);
export const DEFAULT_SQL_VERSION = "2015-10-08";
/** Principal that assumes roles and invokes functions for rules. */
export const IOT_PRINCIPAL = "iot.amazonaws.com";

/** A topic rule as it is kept. */
export interface TopicRule {
  readonly name: string;
  readonly sql: string;
  readonly sqlVersion: string;
  readonly description: string | undefined;
  readonly disabled: boolean;
  readonly actions: readonly Action[];
  readonly errorAction: Action | undefined;
  readonly tags: Tags;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

export const ruleArn = (scope: Scope, name: string): string => regionalArn(scope, "iot", `rule/${name}`);
