import { AwsError } from "../../../../core/errors.ts";
import { html } from "../http/responses.ts";
import type { Progress } from "../progress/sign-in-progress.ts";
import { advance, proceed, type SignInTools } from "./advance.ts";
import { frameOf, type InteractivePage, loadPages, type PageCall, pageAddress } from "./page-call.ts";
import { INCORRECT, publicText } from "./texts.ts";

const NOTICE_TEXTS = {
  "password-changed": "Your password is changed. Sign in with the new one.",
  "start-again": "That took too long. Please sign in again.",
} as const;

/** /login: user name and password. */
export function createLoginPage(tools: SignInTools): InteractivePage {
  const show: InteractivePage["show"] = async (call, problem) => {
    const { domainRequest, authorization, clientContext } = call;
    const pages = await loadPages();
    const notice = noticeOf(tools.progress.read(domainRequest, clientContext.client));
    const document = pages.signInPage(frameOf(domainRequest, clientContext.client.name), {
      action: pageAddress(call, "/login"),
      xsrfToken: domainRequest.xsrfToken,
      username: problem?.username ?? notice?.username ?? authorization.loginHint ?? "",
      usesEmail: clientContext.pool.usernameAttributes.join() === "email",
      forgotPassword: pageAddress(call, "/forgotPassword"),
      signUp: clientContext.pool.adminCreateUserOnly ? undefined : pageAddress(call, "/signup"),
      error: problem?.text,
      notice: problem === undefined && notice !== undefined ? NOTICE_TEXTS[notice.notice] : undefined,
    });
    return html(
      problem?.status ?? 200,
      document,
      notice === undefined ? [] : [tools.progress.clear(domainRequest.site)],
    );
  };
  return { show, submit: (call, form) => signIn(tools, call, { form, show }) };
}

async function signIn(
  tools: SignInTools,
  call: PageCall,
  { form, show }: { readonly form: URLSearchParams; readonly show: InteractivePage["show"] },
) {
  const username = (form.get("username") ?? "").trim();
  const password = form.get("password") ?? "";
  // OAU-71: whatever does not fit is one answer; what the sign-in conceals stays concealed.
  if (username === "" || password === "") return show(call, { text: INCORRECT, username });
  try {
    return await advance(
      tools,
      call,
      await tools.signIn.withPassword(call.clientContext, username, password),
    );
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    call.domainRequest.note(error.why);
    if (error.code === "PasswordResetRequiredException") return resetFirst(tools, call, username);
    return show(call, { text: publicText(error), username });
  }
}

/** An administrator has reset the password, and the code is in the mail already. */
function resetFirst(tools: SignInTools, call: PageCall, username: string) {
  return proceed(tools, call, {
    path: "/confirmForgotPassword",
    progress: { step: "reset-password", username, required: true },
  });
}

function noticeOf(progress: Progress | undefined) {
  return progress?.step === "notice" ? progress : undefined;
}
