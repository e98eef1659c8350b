import type { CloudConfig } from "../core/config.ts";
import type { AddressHandler, ServiceModule } from "../wire/service-module.ts";
import { type CloudFormationDeps, createCloudFormation, type StackEngine } from "./index.ts";
import { matchResponse, type ResponseMatch } from "./resources/custom/response-http.ts";

type ModuleDependencies = Omit<CloudFormationDeps, "leaveOut"> & {
  readonly config: Pick<CloudConfig, "leaveOut">;
};

export const cloudformation: ServiceModule<ModuleDependencies, { readonly stackEngine: StackEngine }> = {
  name: "cloudformation",
  signingNames: ["cloudformation"],
  addresses: [{ name: "custom-resource-response", by: "path", match: matchResponse }],
  needs: ["objectReader", "functionEvents", "parameterReader"],
  console: () => import("./console/index.ts").then(({ areas }) => areas),
  create: (platform) => {
    const leaveOut = new Set(platform.config.leaveOut);
    const { http, engine, resources, takeResponse, close } = createCloudFormation({ ...platform, leaveOut });
    const response: AddressHandler<ResponseMatch> = takeResponse;
    return {
      http,
      resources,
      addresses: { "custom-resource-response": response },
      ports: { stackEngine: engine },
      close,
    };
  },
};
