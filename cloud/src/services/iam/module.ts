import type { ServiceModule } from "../../wire/service-module.ts";
import { createIamService, type IamDependencies } from "./index.ts";

export const iam: ServiceModule<IamDependencies> = {
  name: "iam",
  signingNames: ["iam"],
  create: createIamService,
  console: () => import("./console/index.ts").then(({ areas }) => areas),
};
