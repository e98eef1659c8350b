import type { HttpResponse } from "../../../../wire/http.ts";
import type { ClientContext } from "../../domain/sign-in/parts/sign-in.ts";
import type { AuthorizationRequest } from "../authorize/request/authorization-request.ts";
import type { DomainRequest } from "../domain-request/domain-request.ts";
import { redirect } from "../http/responses.ts";
import type { Frame } from "../pages/views.ts";

/** A page of the sign-in, asked for by a browser that brought a valid authorization request. */
export interface PageCall {
  readonly domainRequest: DomainRequest;
  readonly authorization: AuthorizationRequest;
  readonly clientContext: ClientContext;
}

/** Something that went wrong with the form, said on the page. */
export interface Problem {
  readonly status?: number;
  readonly text: string;
  /** Typed user name, shown again. */
  readonly username?: string;
}

export interface InteractivePage {
  show(call: PageCall, problem?: Problem): HttpResponse | Promise<HttpResponse>;
  submit(call: PageCall, form: URLSearchParams): HttpResponse | Promise<HttpResponse>;
}

/** Address of another page of the same sign-in. */
export function pageAddress({ domainRequest }: PageCall, path: string): string {
  return `${domainRequest.site.basePath}${path}?${domainRequest.request.query}`;
}

/** Goes to another page of the same sign-in. */
export function goTo(call: PageCall, path: string, cookies: readonly string[] = []): HttpResponse {
  return redirect(pageAddress(call, path), cookies);
}

export function frameOf(domainRequest: DomainRequest, appName?: string): Frame {
  return { basePath: domainRequest.site.basePath, poolName: domainRequest.site.pool.name, appName };
}

/** Loads the pages with the first request for one: starting the cloud does not pay for them. */
export const loadPages = () => import("../pages/render.ts");
