import type { Baselines } from "./baselines.ts";
import type { CallingContext } from "./calling.ts";
import type { Spares } from "./people/spares.ts";

/** What every check has at hand. */
export interface AuditContext extends CallingContext {
  /** What a check makes besides people, on the local cloud alone; removed at the end. */
  readonly spares: Spares;
  readonly baselines: Baselines;
  /**
   * The same at a later time: a copy of the deployment whose clock is that far ahead.
   * @returns undefined where no such copy can be made
   */
  later(seconds: number): Promise<AuditContext | undefined>;
}
