import { AsyncLocalStorage } from "node:async_hooks";

/**
 * Which request is behind the work that runs now, so that a trigger's run stands in the story of the
 * sign-in that caused it. Nothing that a client sends is read for it [TRACE-6].
 */
export interface CausingRequest {
  /** Id of the request; undefined for work that no request caused. */
  current(): string | undefined;
  /** Runs `work`, and whatever it waits for, for the request of that id. */
  during<Result>(requestId: string, work: () => Promise<Result>): Promise<Result>;
}

export function createCausingRequest(): CausingRequest {
  const storage = new AsyncLocalStorage<string>();
  let running = 0;
  return {
    current: () => storage.getStore(),
    during: async (requestId, work) => {
      running += 1;
      try {
        return await storage.run(requestId, work);
      } finally {
        running -= 1;
        // Before Node 24 a storage in use makes every promise of the process dearer.
        if (running === 0) storage.disable();
      }
    },
  };
}
