import type { Logger } from "../../../../core/logger.ts";
import type { PasswordRecovery } from "../../domain/sign-in/sign-in.ts";
import { html } from "../http/responses.ts";
import { loadPages } from "../pages/load.ts";
import { proceed, type SignInTools } from "./advance.ts";
import { frameOf, type InteractivePage, pageAddress } from "./page-call.ts";

type Tools = Pick<SignInTools, "progress"> & {
  readonly recovery: PasswordRecovery;
  readonly logger: Logger;
};

/** /forgotPassword: asks for a code by mail. */
export function createForgotPasswordPage(tools: Tools): InteractivePage {
  const show: InteractivePage["show"] = async (call, problem) => {
    const pages = await loadPages();
    const document = pages.forgotPasswordPage(frameOf(call.domainRequest, call.clientContext.client.name), {
      action: pageAddress(call, "/forgotPassword"),
      xsrfToken: call.domainRequest.xsrfToken,
      username: problem?.username ?? call.authorization.loginHint ?? "",
      usesEmail: call.clientContext.pool.usernameAttributes.join() === "email",
      signIn: pageAddress(call, "/login"),
      error: problem?.text,
    });
    return html(problem?.status ?? 200, document);
  };
  const submit: InteractivePage["submit"] = (call, form) => {
    const username = (form.get("username") ?? "").trim();
    if (username === "") return show(call, { text: "Enter your user name." });
    // OAU-73: the answer does not wait for the mail, so neither its text nor its time tells
    // whether somebody of that name exists.
    tools.recovery.request(call.clientContext, username).catch((error: unknown) => {
      tools.logger.info({ code: nameOf(error) }, "A password reset was asked for and not sent.");
    });
    return proceed(tools, call, {
      path: "/confirmForgotPassword",
      progress: { step: "reset-password", username, required: false },
    });
  };
  return { show, submit };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "unknown";
}
