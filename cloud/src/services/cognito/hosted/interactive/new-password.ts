import type { UserStore } from "../../domain/users/store.ts";
import { accountOf } from "./account.ts";
import type { SignInTools } from "./advance.ts";
import type { InteractivePage } from "./page-call.ts";
import { createStepPage } from "./step-page.ts";

type Tools = SignInTools & { readonly users: Pick<UserStore, "findByLogin"> };

/** /changePassword: the first password of a user who was invited. */
export function createNewPasswordPage(tools: Tools): InteractivePage {
  return createStepPage(tools, {
    step: "new-password",
    path: "/changePassword",
    render: (pages, frame, { call, progress, form }) =>
      pages.newPasswordPage(frame, {
        ...form,
        account: accountOf(tools.users, call, progress.username),
        policy: call.clientContext.pool.passwordPolicy,
        requiredAttributes: progress.requiredAttributes,
      }),
    answer: (call, progress, form) =>
      tools.signIn.answerNewPassword(call.clientContext, progress.session, {
        username: progress.username,
        newPassword: form.get("password") ?? "",
        attributes: attributesOf(progress.requiredAttributes, form),
      }),
  });
}

/** Only what was asked for: a form cannot write further attributes. */
function attributesOf(names: readonly string[], form: URLSearchParams): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, (form.get(`userAttributes.${name}`) ?? "").trim()]));
}
