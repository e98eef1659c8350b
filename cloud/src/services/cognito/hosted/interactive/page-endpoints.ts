import { readAuthorizationRequest } from "../authorize/read-authorization-request.ts";
import type { HostedAuthDependencies } from "../domain-request/dependencies.ts";
import type { DomainRequest, Endpoint } from "../domain-request/domain-request.ts";
import { readForm } from "../http/forms.ts";
import { html } from "../http/responses.ts";
import { isOwnForm } from "./csrf.ts";
import { frameOf, type InteractivePage, loadPages, type PageCall } from "./page-call.ts";
import { STALE_FORM } from "./texts.ts";

type Dependencies = Pick<HostedAuthDependencies, "clients" | "isBranded">;

export interface PageEndpoints {
  readonly GET: Endpoint;
  readonly POST: Endpoint;
}

/** Serves one page: every request is checked as at /oauth2/authorize, every form for its origin. */
export function pageEndpoints(deps: Dependencies, page: InteractivePage): PageEndpoints {
  const serve =
    (answer: (call: PageCall) => ReturnType<Endpoint>): Endpoint =>
    async (domainRequest) => {
      const authorization = readAuthorizationRequest(deps, domainRequest);
      if (!hasPages(deps, domainRequest, authorization.client.id)) return unavailable(domainRequest);
      const clientContext = { pool: domainRequest.site.pool, client: authorization.client };
      return answer({ domainRequest, authorization, clientContext });
    };
  return {
    GET: serve((call) => page.show(call)),
    POST: serve(async (call) => {
      const form = await readForm(call.domainRequest.request);
      if (isOwnForm(call.domainRequest, form)) return page.submit(call, form);
      call.domainRequest.note({ rule: "OAU-70", reason: "form-not-from-page" });
      return page.show(call, { status: 403, text: STALE_FORM });
    }),
  };
}

/** OAU-72: managed login (version 2) has pages only for clients with a branding. */
function hasPages({ isBranded }: Dependencies, { site }: DomainRequest, clientId: string): boolean {
  return site.domain.managedLoginVersion === 1 || isBranded?.(site.pool.id, clientId) === true;
}

async function unavailable(domainRequest: DomainRequest) {
  const pages = await loadPages();
  const document = pages.plainPage(frameOf(domainRequest), {
    title: "Login pages unavailable",
    text: "Login pages unavailable. Please contact an administrator.",
  });
  return html(403, document);
}
