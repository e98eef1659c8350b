import type { ServiceModule } from "../wire/service-module.ts";
import { type CloudFormationDeps, createCloudFormation, type StackEngine } from "./index.ts";

export const cloudformation: ServiceModule<CloudFormationDeps, { readonly stackEngine: StackEngine }> = {
  name: "cloudformation",
  signingNames: ["cloudformation"],
  needs: ["objectReader"],
  console: () => import("./console/index.ts").then(({ areas }) => areas),
  create: (platform) => {
    const { http, engine, close } = createCloudFormation(platform);
    return { http, ports: { stackEngine: engine }, close };
  },
};
