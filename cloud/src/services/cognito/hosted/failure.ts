import type { Logger } from "../../../core/logger.ts";
import { BodyTooLargeError, type HttpResponse } from "../../../wire/http.ts";
import type { DomainRequest } from "./domain-request/domain-request.ts";
import { ErrorPageRefusal, MethodRefusal, OAuthRefusal, RedirectRefusal } from "./domain-request/refusals.ts";
import { emptyResponse, json, redirectWith } from "./http/responses.ts";

/** Turns what an endpoint threw into its answer. */
export function failureResponse(domainRequest: DomainRequest, thrown: unknown, logger: Logger): HttpResponse {
  if (thrown instanceof RedirectRefusal) return redirectWith(thrown.redirectUri, thrown.parameters);
  if (thrown instanceof ErrorPageRefusal) {
    return redirectWith(`${domainRequest.site.basePath}/error`, thrown.parameters);
  }
  if (thrown instanceof OAuthRefusal) return oauthError(thrown);
  if (thrown instanceof MethodRefusal) return emptyResponse(405);
  if (thrown instanceof BodyTooLargeError) return emptyResponse(413);
  logger.error(
    { err: thrown, requestId: domainRequest.request.requestId, path: domainRequest.path },
    "A sign-in endpoint failed unexpectedly.",
  );
  return isForScripts(domainRequest)
    ? json(500, { error: "server_error" })
    : redirectWith(`${domainRequest.site.basePath}/error`, { error: "server_error" });
}

function oauthError({ error, description, status }: OAuthRefusal): HttpResponse {
  return json(status, {
    error,
    ...(description === undefined ? {} : { error_description: description }),
  });
}

function isForScripts({ path }: DomainRequest): boolean {
  return path.startsWith("/oauth2/") && path !== "/oauth2/authorize";
}
