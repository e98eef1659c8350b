import { html } from "../http/responses.ts";
import { frameOf, type InteractivePage, loadPages, type PageCall, pageAddress } from "./page-call.ts";

/** /signup: says who may make an account; signing up on a page is not built here. */
export function createSignUpPage(): InteractivePage {
  const show = async (call: PageCall) => {
    const pages = await loadPages();
    const { adminCreateUserOnly } = call.clientContext.pool;
    const document = pages.plainPage(frameOf(call.domainRequest, call.clientContext.client.name), {
      title: "Create an account",
      text: adminCreateUserOnly
        ? "SignUp is not permitted for this user pool. Ask an administrator for an invitation."
        : "Signing up on this page is not supported by Portcullis. Use your app, or the SignUp operation.",
      link: { text: "Back to sign in", address: pageAddress(call, "/login") },
    });
    return html(adminCreateUserOnly ? 403 : 501, document);
  };
  return { show, submit: show };
}
