import { movableClock, systemClock } from "../../core/clock.ts";
import { openCloud } from "../open-cloud.ts";
import type { StartOptions } from "../running-cloud.ts";
import { createSignIn } from "./sign-in.ts";
import type { TestCloud } from "./test-cloud.ts";
import { createWaiters, type Waiters } from "./waiters.ts";

/** Starts a cloud in this process for tests, with the stacks deployed. */
export async function startTestCloud(options: StartOptions = {}): Promise<TestCloud> {
  const clock = movableClock(systemClock);
  let waiters: Waiters | undefined;
  const { running, cloud } = await openCloud(options, {
    clock,
    opened: (opening) => {
      waiters = createWaiters(opening);
    },
  });
  const { close: closeWaiters, ...next } = waiters ?? createWaiters(cloud);
  const close = async (): Promise<void> => {
    closeWaiters();
    await running.close();
  };
  return {
    ...running,
    ...next,
    clock: {
      now: clock.now,
      advance: (seconds) => {
        if (!(seconds >= 0)) throw new RangeError(`Time goes forward: advance(${seconds}) does not.`);
        clock.advance(seconds * 1000);
      },
    },
    signIn: createSignIn(cloud, clock),
    close,
    [Symbol.asyncDispose]: close,
  };
}
