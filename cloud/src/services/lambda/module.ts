import type { CloudConfig } from "../../core/config.ts";
import type { FunctionCalls } from "../../core/ports/function-calls.ts";
import type { FunctionEvents } from "../../core/ports/function-events.ts";
import type { FunctionInvoker } from "../../core/ports/function-invoker.ts";
import type { ServiceModule } from "../../wire/service-module.ts";
import { createLambdaService, type LambdaServiceDependencies } from "./index.ts";

type LambdaPlatform = Omit<LambdaServiceDependencies, "config"> & { readonly config: CloudConfig };

export interface LambdaPorts {
  readonly functionInvoker: FunctionInvoker;
  readonly functionCalls: FunctionCalls;
  readonly functionEvents: FunctionEvents;
}

export const lambda: ServiceModule<LambdaPlatform, LambdaPorts> = {
  name: "lambda",
  signingNames: ["lambda"],
  unsignedPaths: [
    "/2014-11-13/functions",
    "/2015-03-31/functions",
    "/2017-03-31/",
    "/2017-10-31/functions",
    "/2018-10-31/layers",
    "/2019-09-25/functions",
    "/2019-09-30/functions",
  ],
  needs: ["objectReader"],
  console: () => import("./console/index.tsx").then(({ areas }) => areas),
  create: (platform) => {
    const endpointUrl = `http://127.0.0.1:${platform.config.port}`;
    const config = { ...platform.config, endpointUrl };
    const { invoker, calls, events, ...service } = createLambdaService({ ...platform, config });
    return { ...service, ports: { functionInvoker: invoker, functionCalls: calls, functionEvents: events } };
  },
};
