import type { HttpRequest, HttpResponse } from "../../wire/http.ts";
import { verify } from "./identities/verification.ts";
import type { SesContext } from "./shared/context.ts";

/** Answers to a click on the link of a mail. */
export function confirm(ses: SesContext, { method }: HttpRequest, token: string): HttpResponse {
  if (method !== "GET") return page(405, "Open the link of the mail in a browser.");
  const identity = verify(ses, token);
  if (identity === undefined) {
    return page(
      404,
      "This link is not valid, was used already, or is older than a day. Ask for another one.",
    );
  }
  return page(200, `Congratulations! ${identity.name} is verified.`);
}

function page(status: number, text: string): HttpResponse {
  return {
    status,
    headers: {
      "Content-Type": "text/plain; charset=utf-8",
      "Cache-Control": "no-store",
      "Referrer-Policy": "no-referrer",
      "X-Content-Type-Options": "nosniff",
    },
    body: `${text}\n`,
  };
}
