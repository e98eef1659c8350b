import type { ServiceModule } from "../../wire/service-module.ts";
import { createSsmService, type SsmDependencies, type SsmPorts } from "./index.ts";

export const ssm: ServiceModule<SsmDependencies, SsmPorts> = {
  name: "ssm",
  signingNames: ["ssm"],
  targets: ["AmazonSSM"],
  needs: ["customerKeys"],
  console: () => import("./console/index.ts").then(({ areas }) => areas),
  create: createSsmService,
};
