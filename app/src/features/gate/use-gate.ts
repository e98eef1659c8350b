import { useCallback, useEffect, useReducer } from "react";
import type { ApiClient } from "../../lib/api/api-client";
import { problemKindOf } from "../../lib/api/api-problem";
import { haptics } from "../../lib/haptics/haptics";
import { commandGate, readGate } from "./gate-api";
import { type Command, type GateView, gateReducer, isMoving, NOTHING_HEARD } from "./gate-view";
import { useActive } from "./use-active";

/** A gate that says nothing for so long after a command does not answer. */
export const ANSWER_WITHIN_SECONDS = 15;
const ASK_EVERY_MS = 8_000;
const ASK_EVERY_MS_WHILE_MOVING = 1_200;

export interface Gate {
  readonly view: GateView;
  give(command: Command): void;
}

/** Asks for the gate's reports while somebody looks, and gives it commands. */
export function useGate(api: ApiClient, scope: string, online: boolean): Gate {
  const [view, dispatch] = useReducer(gateReducer, NOTHING_HEARD);
  const watching = useActive() && online && view.reporting !== "silent";
  const pause = isMoving(view) ? ASK_EVERY_MS_WHILE_MOVING : ASK_EVERY_MS;

  const ask = useCallback(async () => {
    try {
      dispatch({ type: "reportReceived", report: await readGate(api) });
    } catch (error) {
      dispatch({ type: problemKindOf(error) === "notOffered" ? "reportsNotOffered" : "reportFailed" });
    }
  }, [api]);

  useEffect(() => {
    if (!watching) return undefined;
    let timer: ReturnType<typeof setTimeout>;
    let stopped = false;
    const round = async () => {
      await ask();
      if (!stopped) timer = setTimeout(round, pause);
    };
    void round();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [watching, pause, ask]);

  const waiting = view.order?.phase === "sent" && view.reporting !== "silent";
  useEffect(() => {
    if (!waiting) return undefined;
    const timer = setTimeout(() => dispatch({ type: "answerOverdue" }), ANSWER_WITHIN_SECONDS * 1_000);
    return () => clearTimeout(timer);
  }, [waiting]);

  const give = useCallback(
    (command: Command) => {
      haptics.pressed();
      dispatch({ type: "commandGiven", command });
      commandGate(api, command, scope).then(
        () => {
          haptics.succeeded();
          dispatch({ type: "commandTaken" });
        },
        (error: unknown) => {
          haptics.failed();
          dispatch({ type: "commandRefused", problem: problemKindOf(error) });
        },
      );
    },
    [api, scope],
  );

  return { view, give };
}
