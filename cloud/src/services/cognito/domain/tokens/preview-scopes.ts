import type { Scope } from "../../../../core/arns.ts";
import { createEnvelope, parseReply } from "../triggers/envelope.ts";
import type { GroupConfiguration } from "./group-configuration.ts";
import { NO_OVERRIDES, overrideScopes } from "./overrides.ts";
import {
  type MachineSubject,
  machinePreTokenCall,
  type PreTokenSubject,
  preTokenCall,
  preTokenOverrides,
} from "./pre-token.ts";

/** The event with which the pool would ask its pre-token function about this token. */
export function previewEvent(
  scope: Scope,
  subject: PreTokenSubject,
  groups: GroupConfiguration,
): Record<string, unknown> {
  return createEnvelope(scope, preTokenCall(subject, groups));
}

/** The same for a machine token; undefined where the pool's function is not asked about them. */
export function previewMachineEvent(
  scope: Scope,
  subject: MachineSubject,
): Record<string, unknown> | undefined {
  const call = machinePreTokenCall(subject);
  return call === undefined ? undefined : createEnvelope(scope, call);
}

/**
 * The scopes that the issuer would write into the access token after this answer of the function.
 * @param reply what the function returned; undefined where the pool has none
 * @throws AwsError InvalidLambdaResponseException
 */
export function previewScopes(
  subject: Pick<PreTokenSubject, "scopes"> & {
    readonly pool: Pick<PreTokenSubject["pool"], "lambdaTriggers">;
    readonly user: Pick<PreTokenSubject["user"], "username">;
  },
  reply: Buffer | undefined,
): string[] {
  const overrides =
    reply === undefined
      ? NO_OVERRIDES
      : preTokenOverrides(subject.pool, parseReply({ username: subject.user.username }, reply));
  return overrideScopes(subject.scopes, overrides);
}
