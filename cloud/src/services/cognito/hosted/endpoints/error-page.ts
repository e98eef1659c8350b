import type { Endpoint } from "../domain-request/domain-request.ts";
import { html } from "../http/responses.ts";
import { frameOf, loadPages } from "../interactive/page-call.ts";

/**
 * What the errors this domain raises mean. OAU-75: nothing else of the address is shown, or anybody
 * could write on this page by making a link.
 */
const EXPLANATIONS: ReadonlyMap<string, string> = new Map([
  ["Client does not exist", "Client does not exist: the app is not registered here."],
  [
    "redirect_mismatch",
    "redirect_mismatch: the address to return to is not one that the app has registered, or the app may not use this page.",
  ],
  ["invalid_request", "invalid_request: the app sent a parameter twice."],
  [
    "Login option is not available. Please try another one",
    "Login option is not available. Please try another one",
  ],
  [
    "Required String parameter 'redirect_uri' is not present",
    "Required String parameter 'redirect_uri' is not present, or the sign-out address is not registered.",
  ],
  [
    "Required String parameter 'client_id' is not present",
    "Required String parameter 'client_id' is not present.",
  ],
  ["server_error", "server_error: something went wrong on our side. Please try again."],
]);

/** GET /error: what a person sees whose browser cannot be sent back to an app. */
export const errorPage: Endpoint = async (domainRequest) => {
  const pages = await loadPages();
  const document = pages.plainPage(frameOf(domainRequest), {
    title: "Something is not right",
    text: "An error was encountered with the requested page.",
    detail: EXPLANATIONS.get(domainRequest.query.get("error") ?? ""),
  });
  return html(400, document);
};

/** GET /signedOut: an address apps can register for sign-out when they have no page of their own. */
export const signedOutPage: Endpoint = async (domainRequest) => {
  const pages = await loadPages();
  const document = pages.plainPage(frameOf(domainRequest), {
    title: "You are signed out",
    text: "You can close this window.",
  });
  return html(200, document);
};

export async function notFoundPage(basePath: string, text: string) {
  const pages = await loadPages();
  const frame = { basePath, poolName: "Portcullis", appName: undefined };
  return html(404, pages.plainPage(frame, { title: "Not found", text }));
}
