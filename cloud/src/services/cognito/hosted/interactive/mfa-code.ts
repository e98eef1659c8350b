import type { SignInTools } from "./advance.ts";
import { type InteractivePage, pageAddress } from "./page-call.ts";
import { createStepPage } from "./step-page.ts";

/** /mfa: the code of the authenticator app. */
export function createMfaCodePage(tools: SignInTools): InteractivePage {
  return createStepPage(tools, {
    step: "mfa-code",
    path: "/mfa",
    render: (pages, frame, { call, form }) =>
      pages.mfaCodePage(frame, { ...form, signIn: pageAddress(call, "/login") }),
    answer: (call, { session, username }, form) =>
      tools.signIn.answerSoftwareToken(call.clientContext, session, { username, code: digitsOf(form) }),
  });
}

/** Apps show codes in groups; people type the blank. */
export function digitsOf(form: URLSearchParams): string {
  return (form.get("code") ?? "").replaceAll(/[\s-]/g, "");
}
