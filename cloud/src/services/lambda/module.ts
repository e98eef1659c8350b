import type { CloudConfig } from "../../core/config.ts";
import { FUNCTION_URL_PATH } from "../../core/endpoints.ts";
import type { FunctionCalls } from "../../core/ports/function-calls.ts";
import type { FunctionEvents } from "../../core/ports/function-events.ts";
import type { FunctionInvoker } from "../../core/ports/function-invoker.ts";
import type { FindFunctionUrl } from "../../core/ports/function-urls.ts";
import { type HttpRequest, nameBelow } from "../../wire/http.ts";
import type { AddressHandler, ServiceModule } from "../../wire/service-module.ts";
import { createLambdaService, type LambdaServiceDependencies } from "./index.ts";
import type { UrlTarget } from "./urls/serve.ts";

type LambdaPlatform = Omit<LambdaServiceDependencies, "config"> & { readonly config: CloudConfig };

export interface LambdaPorts {
  readonly functionInvoker: FunctionInvoker;
  readonly functionCalls: FunctionCalls;
  readonly functionEvents: FunctionEvents;
  readonly findFunctionUrl: FindFunctionUrl;
}

export const lambda: ServiceModule<LambdaPlatform, LambdaPorts> = {
  name: "lambda",
  signingNames: ["lambda"],
  unsignedPaths: [
    "/2014-11-13/functions",
    "/2015-03-31/event-source-mappings",
    "/2015-03-31/functions",
    "/2017-03-31/",
    "/2017-10-31/functions",
    "/2018-10-31/layers",
    "/2019-09-25/functions",
    "/2019-09-30/functions",
    "/2021-10-31/functions",
    "/2021-11-15/functions",
  ],
  addresses: [
    { name: "lambda-url", by: "host", mark: ".lambda-url.", match: byHost },
    { name: "lambda-url", by: "path", mark: FUNCTION_URL_PATH, match: byPath },
  ],
  needs: ["messageQueues", "objectReader"],
  uses: ["snsTopics", "eventBuses", "tableStreams"],
  console: () => import("./console/index.tsx").then(({ areas }) => areas),
  create: (platform) => {
    const endpointUrl = `http://127.0.0.1:${platform.config.port}`;
    const config = { ...platform.config, endpointUrl };
    const { invoker, calls, events, serveUrl, findUrl, startPolling, ...service } = createLambdaService({
      ...platform,
      config,
    });
    const url: AddressHandler<UrlTarget> = (request, target) => serveUrl(request, target);
    return {
      ...service,
      addresses: { "lambda-url": url },
      listen: async () => startPolling(),
      ports: {
        functionInvoker: invoker,
        functionCalls: calls,
        functionEvents: events,
        findFunctionUrl: findUrl,
      },
    };
  },
};

function byPath({ path }: HttpRequest): UrlTarget | undefined {
  const rest = nameBelow(path, FUNCTION_URL_PATH);
  return rest === undefined ? undefined : { urlId: rest.name, path: rest.path };
}

function byHost({ path }: HttpRequest, host: string): UrlTarget | undefined {
  const urlId = /^([a-z0-9]+)\.lambda-url\./.exec(host)?.[1];
  return urlId === undefined ? undefined : { urlId, path };
}
