import type { HttpRequest } from "../../wire/http.ts";
import type { ServiceModule } from "../../wire/service-module.ts";
import { VERIFICATION_PATH } from "./identities/verification.ts";
import { createSesService, type SesDependencies } from "./index.ts";

export const ses: ServiceModule<SesDependencies> = {
  name: "ses",
  signingNames: ["ses"],
  addresses: [{ name: "ses-verification", by: "path", mark: VERIFICATION_PATH, match: verification }],
  needs: ["mailbox"],
  uses: ["eventBuses", "snsTopics"],
  create: createSesService,
};

function verification({ path }: HttpRequest): object | undefined {
  return path.startsWith(`${VERIFICATION_PATH}/`)
    ? { token: path.slice(VERIFICATION_PATH.length + 1) }
    : undefined;
}
