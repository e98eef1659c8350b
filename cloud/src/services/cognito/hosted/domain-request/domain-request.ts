import type { Why } from "../../../../core/why.ts";
import type { HttpRequest, HttpResponse } from "../../../../wire/http.ts";
import type { UserPoolDomain } from "../../domain/domains/domain.ts";
import type { UserPool } from "../../domain/pools/pool.ts";

/** Where the front door found the domain in a request. */
export interface SiteAddress {
  readonly domainPrefix: string;
  /** Path under which the domain is served: empty on a host of its own. */
  readonly basePath: string;
  /** True when the browser speaks TLS to us: cookies become `Secure`. */
  readonly secure?: boolean;
  /** Address under which a proxy serves this cloud, e.g. `https://cloud.example.com`. */
  readonly publicOrigin?: string | undefined;
}

/** The domain of one pool, as a request reached it. */
export interface Site {
  readonly pool: UserPool;
  readonly domain: UserPoolDomain;
  readonly basePath: string;
  readonly secure: boolean;
  readonly publicOrigin: string | undefined;
  /** Whether a sign-in is remembered: not where a browser would show the cookie to others [OAU-81]. */
  readonly keepsSession: boolean;
}

/** One request to a domain and what every endpoint needs to know of it. */
export interface DomainRequest {
  readonly request: HttpRequest;
  readonly site: Site;
  /** Path within the domain, e.g. `/oauth2/authorize`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly cookies: ReadonlyMap<string, string>;
  /** Token of the double-submit check; kept when the browser brought one. */
  readonly xsrfToken: string;
  /** Why a page was shown again instead of going on, or that tokens were issued; for the trace. */
  readonly note: (why: Why | undefined) => void;
}

export type Endpoint = (domainRequest: DomainRequest) => HttpResponse | Promise<HttpResponse>;
