import { AwsError } from "../../../../core/errors.ts";
import type { UserStore } from "../../users/store.ts";
import { html } from "../http/responses.ts";
import { loadPages } from "../pages/load.ts";
import type { Progress } from "../progress/sign-in-progress.ts";
import { accountOf } from "./account.ts";
import { advance, backToSignIn, type SignInTools } from "./advance.ts";
import { digitsOf } from "./mfa-code.ts";
import { frameOf, type InteractivePage, type PageCall, pageAddress } from "./page-call.ts";
import { isSessionFailure, publicText } from "./texts.ts";

type Setup = Extract<Progress, { step: "mfa-setup" }>;
type Tools = SignInTools & { readonly users: Pick<UserStore, "findByLogin"> };

/** /mfa/setup: enrols an authenticator app by QR code. */
export function createMfaSetupPage(tools: Tools): InteractivePage {
  const show: InteractivePage["show"] = async (call, problem) => {
    const progress = progressOf(tools, call);
    if (progress === undefined) return backToSignIn(tools, call, { notice: "start-again" });
    const pages = await loadPages();
    const document = pages.mfaSetupPage(frameOf(call.exchange, call.party.client.name), {
      action: pageAddress(call, "/mfa/setup"),
      xsrfToken: call.exchange.xsrfToken,
      issuer: call.party.pool.name,
      account: accountOf(tools.users, call, progress.username),
      secretCode: progress.secretCode,
      error: problem?.text,
    });
    return html(problem?.status ?? 200, document);
  };
  const submit: InteractivePage["submit"] = async (call, form) => {
    const progress = progressOf(tools, call);
    if (progress === undefined) return backToSignIn(tools, call, { notice: "start-again" });
    try {
      const { session } = await tools.signIn.verifySoftwareToken(progress.session, digitsOf(form));
      return await advance(
        tools,
        call,
        await tools.signIn.answerMfaSetup(call.party, session, progress.username),
      );
    } catch (error) {
      if (isSessionFailure(error)) return backToSignIn(tools, call, { notice: "start-again" });
      if (error instanceof AwsError) return show(call, { text: publicText(error) });
      throw error;
    }
  };
  return { show, submit };
}

function progressOf(tools: SignInTools, { exchange, party }: PageCall): Setup | undefined {
  const progress = tools.progress.read(exchange, party.client);
  return progress?.step === "mfa-setup" ? progress : undefined;
}
