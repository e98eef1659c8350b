import type { AwsReply } from "../shared/aws-request.ts";
import { isSub } from "../shared/caller.ts";
import { type UserPoolFailure, userPoolFailureOf } from "../shared/user-pool.ts";

/** What the sign-in service knows of a person and their tokens do not say. */
export interface Account {
  /** Second factors that are set up, e.g. `SOFTWARE_TOKEN_MFA`; empty when the password alone lets in. */
  readonly mfa: readonly string[];
}

export type AccountReading = { readonly kind: "account"; readonly account: Account } | UserPoolFailure;

/** Reads the account of the `sub` of the verified token and no other [DOOR-9]. */
export async function readAccount(
  sub: unknown,
  getUser: (sub: string) => Promise<AwsReply>,
): Promise<AccountReading> {
  if (!isSub(sub)) return { kind: "gone" };
  const reply = await getUser(sub);
  return reply.status === 200 ? readUser(reply.body.toString("utf8")) : userPoolFailureOf(reply);
}

/**
 * The list is absent where no factor is set up. An answer that cannot be understood is a failure: it
 * must not read as "no second factor" [DOOR-9].
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUser.html
 */
function readUser(text: string): AccountReading {
  const user = parse(text);
  if (typeof user !== "object" || user === null || !("Username" in user)) return unreadable();
  const mfa = "UserMFASettingList" in user ? user.UserMFASettingList : [];
  const isList = Array.isArray(mfa) && mfa.every((factor) => typeof factor === "string");
  return isList ? { kind: "account", account: { mfa } } : unreadable();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unreadable(): AccountReading {
  return { kind: "failed", error: { code: "", message: "AdminGetUser answered in another form." } };
}
