import { invalidParameter } from "../../shared/errors.ts";

const LEGACY: ReadonlySet<string> = new Set([
  "ADMIN_NO_SRP_AUTH",
  "CUSTOM_AUTH_FLOW_ONLY",
  "USER_PASSWORD_AUTH",
]);

/** COG-39: the sign-in flows of a client; old and new names cannot be mixed. */
export function parseAuthFlows(flows: readonly string[] | undefined): readonly string[] | undefined {
  if (flows === undefined || flows.length === 0) return undefined;
  const legacy = flows.filter((flow) => LEGACY.has(flow));
  if (legacy.length > 0 && legacy.length < flows.length) {
    throw invalidParameter(
      "Invalid ExplicitAuthFlows: values with the ALLOW_ prefix cannot be used together with values without it.",
    );
  }
  return [...new Set(flows)];
}
