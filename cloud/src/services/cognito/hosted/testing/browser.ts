import { Readable } from "node:stream";
import type { HttpRequest, HttpResponse } from "../../../../wire/http.ts";
import type { SiteAddress } from "../domain-request/domain-request.ts";
import type { HostedAuth } from "../index.ts";
import { PREFIX } from "./world.ts";

interface Sent {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** A request as the front door hands it over. */
export function request(path: string, query: string, sent: Sent = {}): HttpRequest {
  return {
    method: sent.method ?? "GET",
    path,
    query,
    headers: sent.headers ?? {},
    rawHeaders: [],
    stream: Readable.from(sent.body === undefined ? [] : [Buffer.from(sent.body)]),
    sourceIp: "127.0.0.1",
    requestId: "2f0c9d1e-0000-4000-8000-000000000001",
  };
}

/** A browser without a screen: keeps cookies, follows what it is told to, fills in forms. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly #hosted: HostedAuth;
  readonly #site: SiteAddress;

  constructor(hosted: HostedAuth, site: SiteAddress = { domainPrefix: PREFIX, basePath: "" }) {
    this.#hosted = hosted;
    this.#site = site;
  }

  /** @param address path and query within the domain, base path included */
  async open(address: string, sent: Sent = {}): Promise<HttpResponse> {
    const [full = "", query = ""] = address.split("?", 2).length > 1 ? splitOnce(address) : [address, ""];
    const path = full.slice(this.#site.basePath.length);
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { ...(cookie === "" ? {} : { cookie }), ...sent.headers };
    const response = await this.#hosted.handle(request(full, query, { ...sent, headers }), this.#site, path);
    this.#keepCookies(response);
    return response;
  }

  submit(address: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
    const xsrf = this.cookies.get("XSRF-TOKEN");
    return this.open(address, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
      body: new URLSearchParams({ ...(xsrf === undefined ? {} : { _csrf: xsrf }), ...fields }).toString(),
    });
  }

  #keepCookies(response: HttpResponse): void {
    for (const text of setCookies(response)) {
      const [pair = "", ...attributes] = text.split("; ");
      const [name = "", value = ""] = splitOnce(pair, "=");
      if (attributes.includes("Max-Age=0")) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }
}

function splitOnce(text: string, mark = "?"): [string, string] {
  const at = text.indexOf(mark);
  return [text.slice(0, at), text.slice(at + mark.length)];
}

export function setCookies(response: HttpResponse): string[] {
  return [response.headers["Set-Cookie"] ?? []].flat();
}

export function locationOf(response: HttpResponse): string {
  return String(response.headers["Location"] ?? "");
}

export function bodyOf(response: HttpResponse): string {
  return String(response.body ?? "");
}
