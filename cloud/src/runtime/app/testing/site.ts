import { once } from "node:events";
import { request } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { DEFAULT_CONFIG } from "../../../core/config.ts";
import { createEndpoints } from "../../../core/endpoints.ts";
import { silentLogger } from "../../../core/logger.ts";
import type { AppOptions } from "../app-options.ts";
import type { BuildEvent } from "../build/app-build.ts";
import { openApp, type RunningApp } from "../index.ts";

export const RESOURCES = {
  userPoolId: "eu-west-1_abc",
  userPoolClientId: "client1",
  apiUrl: "http://localhost:4566/_aws/execute-api/a1/v1",
};

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface TestSite {
  readonly running: RunningApp;
  readonly port: number;
  readonly events: readonly BuildEvent[];
  /** Resolves once an event of this kind came. */
  saw(kind: BuildEvent["kind"]): Promise<void>;
  /** Sends the path as it is: `fetch` would tidy it up. */
  get(path: string, options?: { method?: string; headers?: Record<string, string> }): Promise<Reply>;
}

export async function openTestSite(
  app: AppOptions["app"],
  given: Partial<AppOptions> = {},
): Promise<TestSite> {
  const port = await freePort();
  const events: BuildEvent[] = [];
  const waiting: (() => void)[] = [];
  const running = await openApp({
    app,
    cloud: cloudAt(port),
    resources: () => RESOURCES,
    environment: process.env,
    logger: silentLogger,
    onEvent: (event) => {
      events.push(event);
      for (const look of waiting) look();
    },
    ...given,
  });
  return {
    running,
    port,
    events,
    saw: (kind) =>
      new Promise((resolve) => {
        const look = () => {
          if (events.some((event) => event.kind === kind)) resolve();
        };
        waiting.push(look);
        look();
      }),
    get: (path, options = {}) => send(port, path, options),
  };
}

export function cloudAt(appPort: number): AppOptions["cloud"] {
  const config = { ...DEFAULT_CONFIG, appPort, stateDir: "/nonexistent" };
  return { config, endpoints: createEndpoints(config) };
}

async function send(
  port: number,
  path: string,
  { method = "GET", headers = {} }: { method?: string; headers?: Record<string, string> },
): Promise<Reply> {
  const outgoing = request({
    host: "127.0.0.1",
    port,
    path,
    method,
    headers: { host: `localhost:${port}`, ...headers },
    agent: false,
  });
  outgoing.end();
  const [incoming] = await once(outgoing, "response");
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return { status: incoming.statusCode, headers: incoming.headers, body: Buffer.concat(chunks) };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
