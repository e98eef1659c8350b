import type { ServiceModule } from "../../wire/service-module.ts";
import { createStsService, type StsDependencies } from "./index.ts";

export const sts: ServiceModule<StsDependencies> = {
  name: "sts",
  signingNames: ["sts"],
  takesUnsignedForms: true,
  create: createStsService,
};
