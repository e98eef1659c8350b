import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** An address on loopback that nobody has a reason to ask: whoever does followed a header of a token. */
export interface Listener {
  readonly url: string;
  calls(): number;
  close(): Promise<void>;
}

/** @param keys what it answers: a key set that would verify the forged token */
export function openListener(keys: string): Promise<Listener> {
  let calls = 0;
  const server = createServer((_request, response) => {
    calls += 1;
    response.writeHead(200, { "content-type": "application/json" }).end(keys);
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      resolve({
        url: `http://127.0.0.1:${port}/keys.json`,
        calls: () => calls,
        close: () => new Promise((done) => server.close(() => done())),
      });
    });
  });
}
