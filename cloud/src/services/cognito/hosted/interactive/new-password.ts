import { AwsError } from "../../../../core/errors.ts";
import type { UserStore } from "../../users/store.ts";
import { html } from "../http/responses.ts";
import { loadPages } from "../pages/load.ts";
import type { Progress } from "../progress/sign-in-progress.ts";
import { accountOf } from "./account.ts";
import { advance, backToSignIn, type SignInTools } from "./advance.ts";
import { frameOf, type InteractivePage, type PageCall, pageAddress } from "./page-call.ts";
import { isSessionFailure, publicText } from "./texts.ts";

type NewPassword = Extract<Progress, { step: "new-password" }>;
type Tools = SignInTools & { readonly users: Pick<UserStore, "findByLogin"> };

/** /changePassword: the first password of somebody who was invited. */
export function createNewPasswordPage(tools: Tools): InteractivePage {
  const show: InteractivePage["show"] = async (call, problem) => {
    const progress = progressOf(tools, call);
    if (progress === undefined) return backToSignIn(tools, call, { notice: "start-again" });
    const pages = await loadPages();
    const document = pages.newPasswordPage(frameOf(call.exchange, call.party.client.name), {
      action: pageAddress(call, "/changePassword"),
      xsrfToken: call.exchange.xsrfToken,
      account: accountOf(tools.users, call, progress.username),
      policy: call.party.pool.passwordPolicy,
      requiredAttributes: progress.requiredAttributes,
      error: problem?.text,
    });
    return html(problem?.status ?? 200, document);
  };
  const submit: InteractivePage["submit"] = async (call, form) => {
    const progress = progressOf(tools, call);
    if (progress === undefined) return backToSignIn(tools, call, { notice: "start-again" });
    try {
      const step = await tools.signIn.answerNewPassword(call.party, progress.session, {
        username: progress.username,
        newPassword: form.get("password") ?? "",
        attributes: attributesOf(progress, form),
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

function progressOf(tools: SignInTools, { exchange, party }: PageCall): NewPassword | undefined {
  const progress = tools.progress.read(exchange, party.client);
  return progress?.step === "new-password" ? progress : undefined;
}

/** Only what was asked for: a form cannot write further attributes. */
function attributesOf(progress: NewPassword, form: URLSearchParams): Record<string, string> {
  return Object.fromEntries(
    progress.requiredAttributes.map((name) => [name, (form.get(`userAttributes.${name}`) ?? "").trim()]),
  );
}
