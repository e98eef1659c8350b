import type { CloudConfig } from "../core/config.ts";
import type { AddressHandler, ServiceModule } from "../wire/service-module.ts";
import { type CloudFormationDeps, createCloudFormation, type StackEngine } from "./index.ts";
import { matchResponse, RESPONSE_PATH, type ResponseMatch } from "./resources/custom/response-http.ts";
import { matchSignal, SIGNAL_PATH, type SignalMatch } from "./resources/wait/signal-http.ts";

type ModuleDependencies = Omit<CloudFormationDeps, "leaveOut"> & {
  readonly config: Pick<CloudConfig, "leaveOut">;
};

export const cloudformation: ServiceModule<ModuleDependencies, { readonly stackEngine: StackEngine }> = {
  name: "cloudformation",
  signingNames: ["cloudformation"],
  addresses: [
    { name: "custom-resource-response", by: "path", mark: RESPONSE_PATH, match: matchResponse },
    { name: "wait-condition-signal", by: "path", mark: SIGNAL_PATH, match: matchSignal },
  ],
  needs: ["objectReader", "functionEvents", "parameterReader", "secretReader"],
  console: () => import("./console/index.ts").then(({ areas }) => areas),
  create: (platform) => {
    const leaveOut = new Set(platform.config.leaveOut);
    const { http, engine, resources, takeResponse, takeSignal, close } = createCloudFormation({
      ...platform,
      leaveOut,
    });
    const response: AddressHandler<ResponseMatch> = takeResponse;
    const signal: AddressHandler<SignalMatch> = takeSignal;
    return {
      http,
      resources,
      addresses: { "custom-resource-response": response, "wait-condition-signal": signal },
      ports: { stackEngine: engine },
      close,
    };
  },
};
