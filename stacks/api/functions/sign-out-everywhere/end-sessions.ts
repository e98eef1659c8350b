import type { AwsReply } from "../shared/aws-request.ts";
import { isSub } from "../shared/caller.ts";
import { type UserPoolFailure, userPoolFailureOf } from "../shared/user-pool.ts";

export type SignOut = { readonly kind: "signedOut" } | UserPoolFailure;

/** Ends all sessions of the `sub` of the verified token and of nobody else [DOOR-10]. */
export async function endSessions(
  sub: unknown,
  globalSignOut: (sub: string) => Promise<AwsReply>,
): Promise<SignOut> {
  if (!isSub(sub)) return { kind: "gone" };
  const reply = await globalSignOut(sub);
  return reply.status === 200 ? { kind: "signedOut" } : userPoolFailureOf(reply);
}
