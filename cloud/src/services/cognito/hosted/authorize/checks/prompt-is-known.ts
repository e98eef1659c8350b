import { RedirectRefusal } from "../../domain-request/refusals.ts";
import { parameter } from "../../http/forms.ts";
import type { AuthorizationCheck } from "../request/authorization-request.ts";

const KNOWN_PROMPTS = new Set(["none", "login"]);

/** OAU-9: `prompt` changes what the person is asked; one that is not understood is not ignored. */
export const promptIsKnown: AuthorizationCheck = (attempt) => {
  const prompt = parameter(attempt.parameters, "prompt");
  if (prompt !== undefined && !KNOWN_PROMPTS.has(prompt)) {
    throw new RedirectRefusal(
      attempt,
      "invalid_request",
      `prompt ${prompt} is not supported by Portcullis`,
    ).because({
      rule: "OAU-9",
      reason: "oauth-request-malformed",
      had: { fault: "prompt is not one that is supported" },
    });
  }
};
