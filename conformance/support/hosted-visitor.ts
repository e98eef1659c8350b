/** A browser without scripts: keeps cookies, follows redirects, fills in the sign-in form. */
export class HostedVisitor {
  readonly #cookies = new Map<string, string>();

  /** Signs in from an authorize URL and answers the address the app would be called back at. */
  async signIn(url: URL, person: { readonly email: string; readonly password: string }): Promise<URL> {
    const reply = await this.tryToSignIn(url, person);
    if (reply.location === undefined) {
      throw new Error(
        `The sign-in page answered ${reply.status} and no redirect:\n${reply.text.slice(0, 2_000)}`,
      );
    }
    return new URL(reply.location);
  }

  async tryToSignIn(
    url: URL,
    person: { readonly email: string; readonly password: string },
    options: { readonly forgedCsrf?: boolean } = {},
  ): Promise<{ status: number; text: string; location: string | undefined }> {
    const page = await this.#open(url);
    const form = formIn(page.text, page.url);
    const fields = new URLSearchParams(form.fields);
    fields.set("username", person.email);
    fields.set("password", person.password);
    if (options.forgedCsrf === true) fields.set("_csrf", "00000000-0000-4000-8000-000000000000");
    return this.#post(form.action, fields);
  }

  async #open(url: URL): Promise<{ url: URL; text: string }> {
    let current = url;
    for (let hops = 0; hops < 5; hops += 1) {
      const reply = await this.#fetch(current, {});
      const location = reply.headers.get("location");
      if (location === null) return { url: current, text: await reply.text() };
      current = new URL(location, current);
    }
    throw new Error("The sign-in page redirects without end.");
  }

  async #post(action: URL, fields: URLSearchParams) {
    const reply = await this.#fetch(action, { method: "POST", body: fields });
    return {
      status: reply.status,
      text: await reply.text(),
      location: reply.headers.get("location") ?? undefined,
    };
  }

  async #fetch(url: URL, init: RequestInit): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const reply = await fetch(url, { ...init, redirect: "manual", headers: cookie === "" ? {} : { cookie } });
    for (const line of reply.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, value);
    }
    return reply;
  }
}

function formIn(html: string, base: URL): { action: URL; fields: Record<string, string> } {
  const form = /<form[^>]*>([\s\S]*?)<\/form>/.exec(html);
  if (form === null) throw new Error(`The page has no form:\n${html.slice(0, 2_000)}`);
  const action = /action="([^"]*)"/.exec(form[0])?.[1] ?? "";
  const fields: Record<string, string> = {};
  for (const [input] of (form[1] ?? "").matchAll(/<input[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(input)?.[1];
    if (name !== undefined) fields[name] = decode(/value="([^"]*)"/.exec(input)?.[1] ?? "");
  }
  return { action: new URL(decode(action), base), fields };
}

function decode(text: string): string {
  return text
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&amp;", "&");
}
