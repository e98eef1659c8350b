import type { Timers } from "../../../core/clock.ts";
import type { Logger } from "../../../core/logger.ts";
import type { ResourceContext } from "../../../core/ports/resource-provider.ts";
import { Interrupted } from "../../engine/stack-operation.ts";
import { validationError } from "../../shared/errors.ts";
import type { WaitHandles } from "./handles.ts";
import type { Signal } from "./signal.ts";

export interface WaitRequest {
  readonly handle: string;
  readonly count: number;
  readonly timeoutSeconds: number;
}

export interface Waiting {
  /**
   * Waits until `count` signals of success have come, some of them perhaps before. Throws AwsError at a
   * signal of failure, at what is no signal and when the time is over; Interrupted when the cloud stops.
   */
  until(context: ResourceContext, request: WaitRequest): Promise<readonly Signal[]>;
  /** Ends all that wait. */
  close(): void;
}

interface WaitingDependencies {
  readonly handles: WaitHandles;
  readonly timers: Timers;
  readonly logger: Logger;
}

export function createWaiting({ handles, timers, logger }: WaitingDependencies): Waiting {
  const open = new Set<(error: Error) => void>();
  return {
    until: (context, { handle, count, timeoutSeconds }) =>
      new Promise((resolve, reject) => {
        const end = () => {
          cancel();
          unwatch();
          open.delete(stop);
        };
        const stop = (error: Error) => {
          end();
          reject(error);
        };
        const look = () => {
          const outcome = outcomeOf(handles, handle, count);
          if (outcome === undefined) return;
          if (outcome instanceof Error) return stop(outcome);
          end();
          resolve(outcome);
        };
        const cancel = timers.after(timeoutSeconds * 1000, () => stop(timedOut(handles, handle, count)));
        const unwatch = handles.watch(handle, look);
        open.add(stop);
        logger.info?.(
          { stack: context.stackName, resource: context.logicalId, count, seconds: timeoutSeconds },
          "A wait condition waits for signals.",
        );
        look();
      }),
    close: () => {
      for (const stop of [...open]) stop(new Interrupted());
    },
  };
}

/** Undefined while more signals are needed. */
function outcomeOf(handles: WaitHandles, handle: string, count: number) {
  const found = handles.signalsOf(handle);
  if (found === undefined)
    return validationError("The Handle of a wait condition must be a WaitConditionHandle.");
  if (found.hasUnparsable) return validationError("Unparsable WaitCondition data");
  const failed = found.signals.find(({ status }) => status === "FAILURE");
  if (failed !== undefined) {
    return validationError(
      `WaitCondition received failed message: '${failed.reason}' for uniqueId: ${failed.uniqueId}`,
    );
  }
  return found.signals.length < count ? undefined : found.signals;
}

function timedOut(handles: WaitHandles, handle: string, count: number): Error {
  const received = handles.signalsOf(handle)?.signals.length ?? 0;
  return validationError(`WaitCondition timed out. Received ${received} conditions when expecting ${count}`);
}
