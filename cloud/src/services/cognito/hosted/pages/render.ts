import { ForgotPasswordPage } from "./forgot-password.tsx";
import { MfaCodePage } from "./mfa-code.tsx";
import { MfaSetupPage } from "./mfa-setup.tsx";
import { NewPasswordPage } from "./new-password.tsx";
import { PlainPage } from "./plain.tsx";
import { ResetPasswordPage } from "./reset-password.tsx";
import { SignInPage } from "./sign-in.tsx";
import type { Frame } from "./views.ts";

/** OAU-76: a page as the text of a document. Everything in it that came from outside is escaped by JSX. */
function page<View>(Page: (props: { readonly frame: Frame; readonly view: View }) => unknown) {
  return (frame: Frame, view: View): string => `<!doctype html>${String(Page({ frame, view }))}`;
}

export const signInPage = page(SignInPage);
export const newPasswordPage = page(NewPasswordPage);
export const mfaSetupPage = page(MfaSetupPage);
export const mfaCodePage = page(MfaCodePage);
export const forgotPasswordPage = page(ForgotPasswordPage);
export const resetPasswordPage = page(ResetPasswordPage);
export const plainPage = page(PlainPage);
