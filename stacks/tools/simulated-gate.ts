export type GateState = "opening" | "open" | "closing" | "closed";

export interface SimulatedGateOptions {
  /** How long a way takes. */
  readonly seconds: number;
  /** Hears commands and does nothing: what is seen of a gate that does not answer. */
  readonly fail: boolean;
  report(state: GateState): void;
  /** Takes a line for the person who watches. */
  say(line: string): void;
  /** Calls `run` later; answers how to call it off. */
  after(seconds: number, run: () => void): () => void;
}

export interface SimulatedGate {
  /** Reports the state it is in, as a gate does when it is switched on. */
  start(): void;
  /** A payload of the gate's topic. */
  hear(payload: string): void;
  stop(): void;
}

interface Way {
  readonly moving: GateState;
  readonly arrived: GateState;
}

const WAYS: ReadonlyMap<unknown, Way> = new Map([
  ["open", { moving: "opening", arrived: "open" }],
  ["close", { moving: "closing", arrived: "closed" }],
]);

/** A gate that begins closed, takes its time, and turns round when it is told to on its way. */
export function createSimulatedGate(options: SimulatedGateOptions): SimulatedGate {
  let state: GateState = "closed";
  let callOff = (): void => {};
  const enter = (next: GateState): void => {
    state = next;
    options.report(next);
    options.say(`The gate is ${next}.`);
  };
  const go = ({ moving, arrived }: Way): void => {
    callOff();
    enter(moving);
    callOff = options.after(options.seconds, () => enter(arrived));
  };
  return {
    start: () => enter(state),
    hear: (payload) => {
      const command = commandIn(payload);
      const way = WAYS.get(command);
      if (way === undefined) options.say("Heard what is no command; nothing moves.");
      else if (options.fail) options.say(`Heard ${String(command)}; this gate does not answer.`);
      else if (state === way.moving || state === way.arrived) {
        options.say(`Heard ${String(command)}; the gate is ${state} already.`);
        // Whoever asked waits for an answer.
        options.report(state);
      } else go(way);
    },
    stop: () => callOff(),
  };
}

/** The message of `{"message": "open"}`, as the API publishes it. */
function commandIn(payload: string): unknown {
  try {
    const said = JSON.parse(payload) as { readonly message?: unknown } | null;
    return said?.message;
  } catch {
    return undefined;
  }
}
