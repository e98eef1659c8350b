import { createServer } from "node:net";
import type { Randomness } from "../../../core/randomness.ts";

export interface EngineAddress {
  readonly host: string;
  readonly port: number;
}

/**
 * DDB-7: where the engine listens. It checks no signature and lets every web page in, so its address is
 * one of millions: the whole of 127.0.0.0/8 is this machine on Linux, elsewhere only the port is random.
 */
export async function newEngineAddress(
  randomness: Pick<Randomness, "bytes">,
  platform: NodeJS.Platform = process.platform,
): Promise<EngineAddress> {
  const [a = 0, b = 0, c = 0] = randomness.bytes(3);
  const host = platform === "linux" ? `127.${1 + (a % 254)}.${b}.${1 + (c % 254)}` : "127.0.0.1";
  return { host, port: await freePort(host) };
}

function freePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, host, () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
