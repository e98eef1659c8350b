import { readAuthorizationRequest } from "../authorize/read-authorization-request.ts";
import type { HostedAuthDependencies } from "../dependencies.ts";
import type { Endpoint, Exchange } from "../exchange.ts";
import { readForm } from "../http/forms.ts";
import { html } from "../http/responses.ts";
import { loadPages } from "../pages/load.ts";
import { isOwnForm } from "./csrf.ts";
import { frameOf, type InteractivePage, type PageCall } from "./page-call.ts";
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
    async (exchange) => {
      const authorization = readAuthorizationRequest(deps, exchange);
      if (!hasPages(deps, exchange, authorization.client.id)) return unavailable(exchange);
      const clientContext = { pool: exchange.site.pool, client: authorization.client };
      return answer({ exchange, authorization, clientContext });
    };
  return {
    GET: serve((call) => page.show(call)),
    POST: serve(async (call) => {
      const form = await readForm(call.exchange.request);
      if (isOwnForm(call.exchange, form)) return page.submit(call, form);
      call.exchange.note({ rule: "OAU-70", reason: "form-not-from-page" });
      return page.show(call, { status: 403, text: STALE_FORM });
    }),
  };
}

/** OAU-72: managed login (version 2) has pages only for clients with a branding. */
function hasPages({ isBranded }: Dependencies, { site }: Exchange, clientId: string): boolean {
  return site.domain.managedLoginVersion === 1 || isBranded?.(site.pool.id, clientId) === true;
}

async function unavailable(exchange: Exchange) {
  const pages = await loadPages();
  const document = pages.plainPage(frameOf(exchange), {
    title: "Login pages unavailable",
    text: "Login pages unavailable. Please contact an administrator.",
  });
  return html(403, document);
}
