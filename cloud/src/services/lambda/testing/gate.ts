import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Where a function that a test runs waits until the test lets it go on. */
export interface Gate {
  /** A function asks here, and gets its answer when the gate is opened. */
  readonly url: string;
  /** Resolves when a function waits. */
  reached(): Promise<void>;
  open(): void;
  close(): Promise<void>;
}

export async function openGate(): Promise<Gate> {
  const waiting: ServerResponse[] = [];
  let tell = (): void => undefined;
  const server = createServer((_request, reply) => {
    waiting.push(reply);
    tell();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    reached: () =>
      new Promise((resolve) => {
        if (waiting.length > 0) resolve();
        tell = resolve;
      }),
    open: () => {
      for (const reply of waiting.splice(0)) reply.end();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
