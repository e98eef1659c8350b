import { createHash, randomBytes } from "node:crypto";
import type { CallingContext } from "../calling.ts";
import { evidenceOf } from "../http/evidence.ts";
import type { Answer, Sent } from "../http/send.ts";
import type { Evidence } from "../model.ts";

export interface PageAnswer extends Answer {
  /** Whole address of a redirect. */
  readonly location: URL | undefined;
  readonly url: URL;
  readonly evidence: Evidence;
}

export interface Form {
  readonly action: URL;
  readonly fields: Readonly<Record<string, string>>;
}

/** A browser without scripts: keeps cookies, and follows redirects as far as it is told. */
export class Visitor {
  readonly #cookies = new Map<string, string>();
  readonly #context: Pick<CallingContext, "send">;

  constructor(context: Pick<CallingContext, "send">) {
    this.#context = context;
  }

  async get(url: URL): Promise<PageAnswer> {
    return this.#ask(url, { method: "GET", headers: [] });
  }

  async post(
    url: URL,
    fields: Readonly<Record<string, string>>,
    headers: Sent["headers"] = [],
  ): Promise<PageAnswer> {
    return this.#ask(url, {
      method: "POST",
      headers: [["content-type", "application/x-www-form-urlencoded"], ...headers],
      body: new URLSearchParams(fields).toString(),
    });
  }

  /** Follows redirects within the host that is asked; one that leads away is handed back. */
  async open(url: URL): Promise<PageAnswer> {
    let answer = await this.get(url);
    for (let hops = 0; hops < 5; hops += 1) {
      if (answer.location === undefined || answer.location.origin !== url.origin) break;
      if (answer.location.searchParams.has("code") || /\/error/.test(answer.location.pathname)) break;
      answer = await this.get(answer.location);
    }
    return answer;
  }

  async #ask(url: URL, parts: Pick<Sent, "method" | "headers" | "body">): Promise<PageAnswer> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const sent: Sent = {
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: parts.method,
      headers: [...parts.headers, ...(cookie === "" ? [] : ([["cookie", cookie]] as const))],
      ...(parts.body === undefined ? {} : { body: parts.body }),
    };
    const answer = await this.#context.send(sent);
    for (const line of answer.cookies) {
      const [, name = "", value = ""] = /^([^=]{1,200})=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, value);
    }
    return { ...answer, url, location: locationOf(answer, url), evidence: evidenceOf(sent, answer) };
  }
}

function locationOf({ headers, status }: Answer, base: URL): URL | undefined {
  const location = headers["location"];
  if (location === undefined || status < 300 || status > 399) return undefined;
  try {
    return new URL(location, base);
  } catch {
    return undefined;
  }
}

/** The form that asks for a password; undefined where the page has none. */
export function signInForm({ body, url }: PageAnswer): Form | undefined {
  for (const part of body.split("<form").slice(1)) {
    const form = part.slice(0, part.indexOf("</form>"));
    if (!form.includes('name="password"')) continue;
    const action = attributeOf(form.slice(0, form.indexOf(">")), "action");
    const fields: Record<string, string> = {};
    for (const input of form.split("<input").slice(1)) {
      const tag = input.slice(0, input.indexOf(">"));
      const name = attributeOf(tag, "name");
      if (name !== undefined) fields[name] = attributeOf(tag, "value") ?? "";
    }
    return { action: action === undefined ? url : new URL(action, url), fields };
  }
  return undefined;
}

function attributeOf(tag: string, name: string): string | undefined {
  const value = tag.split(` ${name}="`)[1]?.split('"')[0];
  return value === undefined ? undefined : decoded(value);
}

function decoded(text: string): string {
  return text
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&amp;", "&");
}

export interface Pkce {
  readonly verifier: string;
  readonly challenge: string;
}

/** @see https://www.rfc-editor.org/rfc/rfc7636#section-4.1 */
export function newPkce(): Pkce {
  const verifier = randomBytes(32).toString("base64url");
  return { verifier, challenge: createHash("sha256").update(verifier).digest("base64url") };
}
