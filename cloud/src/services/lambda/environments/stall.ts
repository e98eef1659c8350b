/**
 * Where a call hangs that nothing keeps from its answer. Each is a fault of this service or of a
 * runtime, and none is known: the watchdog is there to tell if one ever happens.
 */
export type StallState =
  /** It waits in line though an environment is idle. */
  | "idle-not-used"
  /** It waits in line, and no environment runs, starts, or is going to. */
  | "nobody-comes"
  /** The program asks for an event and is not sent this one. */
  | "event-not-sent"
  /** The program was sent the event and has not read it. */
  | "event-not-read"
  | "no-program";

export interface Stall {
  /** The same object for the same call, so that it is told once. */
  readonly call: object;
  readonly requestId: string;
  readonly state: StallState;
}
