import type { HttpResponse } from "../../../../wire/http.ts";
import type { ClientContext } from "../../domain/sign-in/sign-in.ts";
import type { AuthorizationRequest } from "../authorize/request.ts";
import type { Exchange } from "../exchange.ts";
import { redirect } from "../http/responses.ts";
import type { Frame } from "../pages/views.ts";

/** A page of the sign-in, asked for by a browser that brought a valid authorization request. */
export interface PageCall {
  readonly exchange: Exchange;
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
export function pageAddress({ exchange }: PageCall, path: string): string {
  return `${exchange.site.basePath}${path}?${exchange.request.query}`;
}

/** Goes to another page of the same sign-in. */
export function goTo(call: PageCall, path: string, cookies: readonly string[] = []): HttpResponse {
  return redirect(pageAddress(call, path), cookies);
}

export function frameOf(exchange: Exchange, appName?: string): Frame {
  return { basePath: exchange.site.basePath, poolName: exchange.site.pool.name, appName };
}
