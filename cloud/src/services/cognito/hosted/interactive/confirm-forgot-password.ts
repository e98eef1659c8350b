import { AwsError } from "../../../../core/errors.ts";
import type { PasswordRecovery } from "../../domain/sign-in/parts/sign-in.ts";
import { html } from "../http/responses.ts";
import { backToSignIn, type SignInTools } from "./advance.ts";
import { digitsOf } from "./mfa-code.ts";
import { frameOf, goTo, type InteractivePage, loadPages, type PageCall, pageAddress } from "./page-call.ts";
import { publicText } from "./texts.ts";

type Tools = Pick<SignInTools, "progress"> & { readonly recovery: PasswordRecovery };

const WRONG_CODE = "Invalid code provided, please request a code again.";

/** /confirmForgotPassword: the code from the mail and a new password. */
export function createConfirmForgotPasswordPage(tools: Tools): InteractivePage {
  const show: InteractivePage["show"] = async (call, problem) => {
    const progress = progressOf(tools, call);
    if (progress === undefined) return goTo(call, "/forgotPassword");
    const pages = await loadPages();
    const document = pages.resetPasswordPage(frameOf(call.domainRequest, call.clientContext.client.name), {
      action: pageAddress(call, "/confirmForgotPassword"),
      xsrfToken: call.domainRequest.xsrfToken,
      username: progress.username,
      required: progress.required,
      policy: call.clientContext.pool.passwordPolicy,
      askAgain: pageAddress(call, "/forgotPassword"),
      error: problem?.text,
    });
    return html(problem?.status ?? 200, document);
  };
  const submit: InteractivePage["submit"] = async (call, form) => {
    const progress = progressOf(tools, call);
    if (progress === undefined) return goTo(call, "/forgotPassword");
    const { username } = progress;
    try {
      await tools.recovery.confirm(call.clientContext, username, digitsOf(form), form.get("password") ?? "");
      return backToSignIn(tools, call, { notice: "password-changed", username });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      call.domainRequest.note(error.why);
      return show(call, { text: resetText(error) });
    }
  };
  return { show, submit };
}

/** OAU-74: a code for nobody is refused like a code that was never sent. */
function resetText(error: AwsError): string {
  return error.code === "UserNotFoundException" ? WRONG_CODE : publicText(error);
}

function progressOf(tools: Tools, { domainRequest, clientContext }: PageCall) {
  const progress = tools.progress.read(domainRequest, clientContext.client);
  return progress?.step === "reset-password" ? progress : undefined;
}
