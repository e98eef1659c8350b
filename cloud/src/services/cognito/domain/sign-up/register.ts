import type { SignUpRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import {
  notAuthorized,
  preferredNameAtRegistration,
  unauthorizedAttributeWrite,
} from "../../shared/errors.ts";
import { mayWrite } from "../clients/attribute-permissions.ts";
import type { DeliveryDetails } from "../messages/messenger.ts";
import type { AuthDependencies } from "../sign-in/auth-dependencies.ts";
import type { ClientContext } from "../sign-in/parts/sign-in.ts";
import { assertRequiredAttributes, parseNewAttributes } from "../users/attributes.ts";
import { assertNameIsFree } from "../users/directory.ts";
import { assertPasswordPolicy } from "../users/password-policy.ts";
import { NO_FAILURES, NO_MFA, type User } from "../users/user.ts";
import { newUserId } from "../users/user-id.ts";
import { parseChosenName } from "../users/username-rules.ts";
import { runPostConfirmation } from "./confirm.ts";
import { sendRegistrationCode } from "./resend.ts";

export type RegistrationInput = Pick<
  SignUpRequest,
  "Username" | "Password" | "UserAttributes" | "ValidationData"
>;

export interface Registration {
  readonly user: User;
  /** Undefined when nobody had to be written to. */
  readonly delivery: DeliveryDetails | undefined;
}

/** Somebody makes an account. */
export async function register(
  dependencies: AuthDependencies,
  clientContext: ClientContext,
  input: RegistrationInput,
): Promise<Registration> {
  const { pool } = clientContext;
  // COG-SUP-1: where only administrators create users, nobody signs up.
  if (pool.adminCreateUserOnly) {
    throw notAuthorized("SignUp is not permitted for this user pool").because({
      rule: "COG-SUP-1",
      reason: "sign-up-closed",
      had: { pool: pool.id },
    });
  }
  const draft = draftUser(dependencies, clientContext, input);
  assertPasswordPolicy(pool.passwordPolicy, input.Password, "sign-up");
  assertNameIsFree(dependencies.users, pool, draft, "User already exists");
  const approved = await runPreSignUp(dependencies, clientContext, { draft, input });
  const password = await dependencies.passwords.derive(pool, approved, input.Password, false);
  const user = { ...approved, password };
  // Somebody may have taken the name while the trigger and the arithmetic ran.
  assertNameIsFree(dependencies.users, pool, user, "User already exists");
  dependencies.users.insert(pool, user);
  if (user.status === "CONFIRMED") {
    await runPostConfirmation(dependencies, { ...clientContext, user, clientId: clientContext.client.id });
    return { user, delivery: undefined };
  }
  return {
    user,
    delivery: await sendRegistrationCode(dependencies, { clientContext, user, cause: "SignUp" }),
  };
}

function draftUser(
  { randomness, clock }: AuthDependencies,
  { pool, client }: ClientContext,
  input: RegistrationInput,
): User {
  const given = input.UserAttributes ?? [];
  const forbidden = given.find(({ Name }) => Name !== "sub" && !mayWrite(client, Name));
  if (forbidden !== undefined) throw unauthorizedAttributeWrite(client.id, forbidden.Name);
  const chosen = parseChosenName(pool, input.Username);
  const attributes = parseNewAttributes(pool, given, chosen.attributes);
  // COG-16: a preferred name signs in only who is confirmed, and nobody takes one by registering.
  if (pool.aliasAttributes.includes("preferred_username") && attributes["preferred_username"] !== undefined) {
    throw preferredNameAtRegistration();
  }
  assertRequiredAttributes(pool, attributes);
  const sub = newUserId(randomness);
  return {
    userPoolId: pool.id,
    sub,
    username: chosen.username ?? sub,
    attributes,
    enabled: true,
    status: "UNCONFIRMED",
    createdAt: clock.now(),
    modifiedAt: clock.now(),
    password: undefined,
    passwordHistory: [],
    mfa: NO_MFA,
    failures: NO_FAILURES,
    signedOutAt: 0,
  };
}

/** The trigger may refuse, confirm the user at once and vouch for the addresses. */
async function runPreSignUp(
  { triggers }: AuthDependencies,
  { pool, client, clientMetadata }: ClientContext,
  { draft, input }: { readonly draft: User; readonly input: RegistrationInput },
): Promise<User> {
  const validationData = input.ValidationData?.map(({ Name, Value = "" }) => [Name, Value]);
  const response = await triggers.run({
    pool,
    trigger: "PreSignUp",
    source: "PreSignUp_SignUp",
    username: draft.username,
    clientId: client.id,
    request: {
      userAttributes: draft.attributes,
      validationData: validationData === undefined ? null : Object.fromEntries(validationData),
      ...(clientMetadata === undefined ? {} : { clientMetadata }),
    },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  });
  const verified: Record<string, string> = {};
  if (response?.["autoVerifyEmail"] === true && draft.attributes["email"] !== undefined) {
    verified["email_verified"] = "true";
  }
  if (response?.["autoVerifyPhone"] === true && draft.attributes["phone_number"] !== undefined) {
    verified["phone_number_verified"] = "true";
  }
  return {
    ...draft,
    attributes: { ...draft.attributes, ...verified },
    status: response?.["autoConfirmUser"] === true ? "CONFIRMED" : "UNCONFIRMED",
  };
}
