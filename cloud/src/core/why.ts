import type { Reason } from "./reasons.ts";

/** The reason of a decision, known where the rule lives and carried by the error to the trace. */
export interface Why {
  /** Id of a row of docs/rules, e.g. `APIGW-6`. */
  readonly rule?: string;
  readonly reason: Reason;
  /** What was needed, e.g. `{ scopes: ["openid"] }`. */
  readonly asked?: Facts;
  /** What came. */
  readonly had?: Facts;
  /** What decided: policy, statement, route, setting. */
  readonly by?: Facts;
  /** The best miss: a statement that fits but for one thing. */
  readonly near?: Facts;
  /** The smallest change that lets it pass, where only the rule knows it. */
  readonly would?: string;
  /** The answer on the wire hides the cause on purpose. */
  readonly concealed?: boolean;
}

export type Facts = Readonly<Record<string, FactValue>>;
export type FactValue = string | number | boolean | readonly string[] | undefined;
