import type { ServiceModule } from "../../wire/service-module.ts";
import { createSecretsManagerService, type SecretsManagerDependencies } from "./index.ts";

export const secretsmanager: ServiceModule<SecretsManagerDependencies> = {
  name: "secretsmanager",
  signingNames: ["secretsmanager"],
  targets: ["secretsmanager"],
  needs: ["customerKeys"],
  console: () => import("./console/index.ts").then(({ areas }) => areas),
  create: createSecretsManagerService,
};
