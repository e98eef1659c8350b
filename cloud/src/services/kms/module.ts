import type { CustomerKeys } from "../../core/ports/customer-keys.ts";
import type { ServiceModule } from "../../wire/service-module.ts";
import { createKmsService, type KmsDependencies } from "./index.ts";

export interface KmsPorts {
  readonly customerKeys: CustomerKeys;
}

export const kms: ServiceModule<KmsDependencies, KmsPorts> = {
  name: "kms",
  signingNames: ["kms"],
  targets: ["TrentService"],
  create: createKmsService,
  console: () => import("./console/index.ts").then(({ areas }) => areas),
};
