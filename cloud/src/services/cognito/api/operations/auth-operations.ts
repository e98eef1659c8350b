import type { AnyOperation } from "../../../../wire/operation.ts";
import type { AuthDependencies } from "../../domain/sign-in/auth-dependencies.ts";
import { adminConfirmSignUp } from "./AdminConfirmSignUp.ts";
import { adminInitiateAuth } from "./AdminInitiateAuth.ts";
import { adminResetUserPassword } from "./AdminResetUserPassword.ts";
import { adminRespondToAuthChallenge } from "./AdminRespondToAuthChallenge.ts";
import { adminSetUserMfaPreference } from "./AdminSetUserMFAPreference.ts";
import { adminUserGlobalSignOut } from "./AdminUserGlobalSignOut.ts";
import { associateSoftwareToken } from "./AssociateSoftwareToken.ts";
import { changePassword } from "./ChangePassword.ts";
import { confirmForgotPassword } from "./ConfirmForgotPassword.ts";
import { confirmSignUp } from "./ConfirmSignUp.ts";
import { deleteUser } from "./DeleteUser.ts";
import { deleteUserAttributes } from "./DeleteUserAttributes.ts";
import { forgotPassword } from "./ForgotPassword.ts";
import { getTokensFromRefreshToken } from "./GetTokensFromRefreshToken.ts";
import { getUserOperation } from "./GetUser.ts";
import { getUserAttributeVerificationCode } from "./GetUserAttributeVerificationCode.ts";
import { globalSignOut } from "./GlobalSignOut.ts";
import { initiateAuth } from "./InitiateAuth.ts";
import { resendConfirmationCode } from "./ResendConfirmationCode.ts";
import { respondToAuthChallenge } from "./RespondToAuthChallenge.ts";
import { revokeToken } from "./RevokeToken.ts";
import { setUserMfaPreference } from "./SetUserMFAPreference.ts";
import { signUp } from "./SignUp.ts";
import { updateUserAttributes } from "./UpdateUserAttributes.ts";
import { verifySoftwareToken } from "./VerifySoftwareToken.ts";
import { verifyUserAttribute } from "./VerifyUserAttribute.ts";

type MakeOperation = (dependencies: AuthDependencies) => AnyOperation;

const OPERATIONS: readonly MakeOperation[] = [
  initiateAuth,
  adminInitiateAuth,
  respondToAuthChallenge,
  adminRespondToAuthChallenge,
  getTokensFromRefreshToken,
  revokeToken,
  globalSignOut,
  adminUserGlobalSignOut,
  associateSoftwareToken,
  verifySoftwareToken,
  setUserMfaPreference,
  adminSetUserMfaPreference,
  forgotPassword,
  confirmForgotPassword,
  changePassword,
  getUserOperation,
  updateUserAttributes,
  deleteUserAttributes,
  deleteUser,
  getUserAttributeVerificationCode,
  verifyUserAttribute,
  signUp,
  confirmSignUp,
  resendConfirmationCode,
  adminConfirmSignUp,
  adminResetUserPassword,
];

/** Sign-in, tokens, MFA, codes and what users do to themselves. */
export function createAuthOperations(dependencies: AuthDependencies): AnyOperation[] {
  return OPERATIONS.map((make) => make(dependencies));
}
