import { existsSync } from "node:fs";
import { join } from "node:path";
import { createFrontDoor } from "../front-door/server.ts";
import { appUrl } from "../project/app-parameters.ts";
import type { ProjectApp } from "../project/project-app.ts";
import type { AppOptions } from "./app-options.ts";
import type { ServedApp } from "./served-app.ts";

/**
 * The app of a project at an address of its own: built in the background, served from memory, told
 * where the cloud is.
 *
 * **Gaps** No ranges (a player cannot skip in a film that is not loaded), no page per route: every
 * route gets `index.html`. **By design** Sources are looked at once a start and not watched: who
 * works on an app has its development server. The page works under every name of this machine; the
 * API admits the origin that its stack names, which is the address that is printed.
 */
export interface RunningApp {
  readonly url: string;
  /** Builds what is stale; resolves when that is done, failed or stopped. */
  build(): Promise<void>;
  /** Writes the file for native builds when the addresses in it changed. Throws UserError. */
  writeConfig(): Promise<void>;
  close(): Promise<void>;
}

/** Why an app cannot be served; undefined when it can. */
export function missingApp({ name, folder }: ProjectApp): string | undefined {
  if (existsSync(join(folder, "package.json"))) return undefined;
  return `${name} has no package.json: no app is built or served.`;
}

/** Listens at the app's address; what serves and builds is loaded when it is first needed. */
export async function openApp(options: AppOptions): Promise<RunningApp> {
  const { host, appPort } = options.cloud.config;
  let loaded: Promise<ServedApp> | undefined;
  const served = (): Promise<ServedApp> => {
    loaded ??= import("./served-app.ts").then(({ createServedApp }) => createServedApp(options));
    return loaded;
  };
  const door = createFrontDoor({
    logger: options.logger,
    portFlag: "--app-port",
    upgrade: (_message, socket) => {
      socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    },
    handle: async (request) => (await served()).handle(request),
  });
  try {
    await door.listen(host, appPort);
  } catch (error) {
    await door.close();
    throw error;
  }
  return {
    url: appUrl(options.cloud.config),
    build: async () => (await served()).build(),
    writeConfig: async () => (await served()).writeConfig(),
    close: async () => {
      await door.close();
      await (await loaded)?.stop();
    },
  };
}
