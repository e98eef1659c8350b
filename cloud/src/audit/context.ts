import type { Baselines } from "./baselines.ts";
import type { CallingContext } from "./calling.ts";
import type { Spares } from "./people/spares.ts";
import type { KeptTokens } from "./tokens/kept-tokens.ts";

/** What every check has at hand. */
export interface AuditContext extends CallingContext {
  /** What a check makes besides people, on the local cloud alone; removed at the end. */
  readonly spares: Spares;
  readonly baselines: Baselines;
  /**
   * The same at another time: a copy of the deployment, which has one clock. Asking for another moment moves it.
   * @returns undefined where no such copy can be made
   */
  at(epochSeconds: number): Promise<AuditContext | undefined>;
  /** Tokens of earlier runs; undefined where none can be kept. */
  readonly kept: KeptTokens | undefined;
}
