import type { UserStore } from "../../domain/users/store.ts";
import { accountOf } from "./account.ts";
import type { SignInTools } from "./advance.ts";
import { digitsOf } from "./mfa-code.ts";
import type { InteractivePage } from "./page-call.ts";
import { createStepPage } from "./step-page.ts";

type Tools = SignInTools & { readonly users: Pick<UserStore, "findByLogin"> };

/** /mfa/setup: enrols an authenticator app by QR code. */
export function createMfaSetupPage(tools: Tools): InteractivePage {
  return createStepPage(tools, {
    step: "mfa-setup",
    path: "/mfa/setup",
    render: (pages, frame, { call, progress, form }) =>
      pages.mfaSetupPage(frame, {
        ...form,
        issuer: call.clientContext.pool.name,
        account: accountOf(tools.users, call, progress.username),
        secretCode: progress.secretCode,
      }),
    answer: async (call, progress, form) => {
      const { session } = await tools.signIn.verifySoftwareToken(progress.session, digitsOf(form));
      return tools.signIn.answerMfaSetup(call.clientContext, session, progress.username);
    },
  });
}
