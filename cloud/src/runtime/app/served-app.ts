import type { HttpRequest, HttpResponse } from "../../wire/http.ts";
import { appUrl } from "../project/app-parameters.ts";
import type { AppOptions } from "./app-options.ts";
import { createAppBuild } from "./build/app-build.ts";
import { type AppConfig, appConfigOf, appConfigText, underHost } from "./config/app-config.ts";
import { writeIfChanged } from "./config/write-if-changed.ts";
import { createAppSite } from "./site/app-site.ts";
import { createBuiltFilesKeeper } from "./site/built-files.ts";

export interface ServedApp {
  handle(request: HttpRequest): Promise<HttpResponse>;
  build(): Promise<void>;
  writeConfig(): void;
  stop(): Promise<void>;
}

/** The build of an app, the site that serves it, and the addresses both tell. */
export function createServedApp(options: AppOptions): ServedApp {
  const { app, cloud } = options;
  const files = createBuiltFilesKeeper(app);
  const build = createAppBuild({
    app,
    environment: options.environment,
    beforeBuild: () => files.hold(),
    onEvent: (event) => {
      if (event.kind === "built") files.release();
      options.onEvent(event);
    },
  });
  const config = (host: string): AppConfig => configUnder(options, host);
  return {
    handle: createAppSite({ files: files.current, build: build.state, config }),
    build: build.run,
    writeConfig: () => {
      if (app.configFile === undefined) return;
      writeIfChanged(app.configFile, appConfigText(config(new URL(appUrl(cloud.config)).hostname)));
    },
    stop: build.stop,
  };
}

function configUnder({ cloud: { config, endpoints }, resources }: AppOptions, host: string): AppConfig {
  const place = { region: config.region, userPoolEndpoint: endpoints.base };
  // `x.localhost` is a name for pages only: behind it the cloud would look for an API or a pool.
  const seen = host.endsWith(".localhost") ? "localhost" : host;
  return underHost(appConfigOf(resources(), place), endpoints.base, seen);
}
