import { AwsError } from "../../../../core/errors.ts";
import { html } from "../http/responses.ts";
import { loadPages } from "../pages/load.ts";
import { advance, backToSignIn, type SignInTools } from "./advance.ts";
import { frameOf, type InteractivePage, type PageCall, pageAddress } from "./page-call.ts";
import { isSessionFailure, publicText } from "./texts.ts";

/** /mfa: the code of the authenticator app. */
export function createMfaCodePage(tools: SignInTools): InteractivePage {
  const show: InteractivePage["show"] = async (call, problem) => {
    if (progressOf(tools, call) === undefined) return backToSignIn(tools, call, { notice: "start-again" });
    const pages = await loadPages();
    const document = pages.mfaCodePage(frameOf(call.exchange, call.party.client.name), {
      action: pageAddress(call, "/mfa"),
      xsrfToken: call.exchange.xsrfToken,
      signIn: pageAddress(call, "/login"),
      error: problem?.text,
    });
    return html(problem?.status ?? 200, document);
  };
  const submit: InteractivePage["submit"] = async (call, form) => {
    const progress = progressOf(tools, call);
    if (progress === undefined) return backToSignIn(tools, call, { notice: "start-again" });
    try {
      const step = await tools.signIn.answerSoftwareToken(call.party, progress.session, {
        username: progress.username,
        code: digitsOf(form),
      });
      return await advance(tools, call, step);
    } catch (error) {
      if (isSessionFailure(error)) return backToSignIn(tools, call, { notice: "start-again" });
      if (error instanceof AwsError) return show(call, { text: publicText(error) });
      throw error;
    }
  };
  return { show, submit };
}

/** Apps show codes in groups; people type the blank. */
export function digitsOf(form: URLSearchParams): string {
  return (form.get("code") ?? "").replaceAll(/[\s-]/g, "");
}

function progressOf(tools: SignInTools, { exchange, party }: PageCall) {
  const progress = tools.progress.read(exchange, party.client);
  return progress?.step === "mfa-code" ? progress : undefined;
}
