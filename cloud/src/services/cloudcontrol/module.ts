import type { ServiceModule } from "../../wire/service-module.ts";
import { type CloudControlDependencies, createCloudControlService } from "./index.ts";

export const cloudcontrol: ServiceModule<CloudControlDependencies> = {
  name: "cloudcontrol",
  signingNames: ["cloudcontrolapi"],
  targets: ["CloudApiService"],
  needs: ["findFunctionUrl"],
  create: (platform) => ({ http: createCloudControlService(platform) }),
};
