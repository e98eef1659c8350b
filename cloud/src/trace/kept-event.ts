import type { Probe } from "../core/ports/probes.ts";
import type { ScreenedEvent } from "./screen.ts";

/** An event as it is kept. */
export interface KeptEvent extends ScreenedEvent {
  readonly v: 1;
  /** Running number: gaps show that events had to make room. */
  readonly seq: number;
  /** Epoch milliseconds by the cloud's clock. */
  readonly at: number;
  /** This cloud's own tool tried it on purpose. */
  readonly probe?: Probe;
}
