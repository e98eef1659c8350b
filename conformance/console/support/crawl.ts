import type { Page } from "playwright-core";

/** Something on the way that a reader would stumble over. */
interface Stumble {
  /** Page that was open, below `/_portcullis/`. */
  readonly on: string;
  readonly what: string;
}

export interface Crawl {
  readonly visited: number;
  readonly stumbles: readonly Stumble[];
}

/**
 * Follows the links of the console from `starts` on: answers of 400 and more of pages and of all that they load,
 * errors of the browser's console, and names of parts that are not there.
 * @param starts below `/_portcullis/`; every link of theirs is followed, of other pages three of each form
 */
export async function crawl(page: Page, starts: readonly string[]): Promise<Crawl> {
  const base = `${new URL(page.url()).origin}/_portcullis/`;
  const stumbles: Stumble[] = [];
  let on = "";
  const note = (what: string): void => void stumbles.push({ on, what });
  page.on("response", (response) => {
    if (response.status() >= 400) note(`${response.status()} ${response.url().replace(base, "")}`);
  });
  page.on("console", (message) => {
    // A status is told above, with its address.
    if (message.type() === "error" && !message.text().startsWith("Failed to load")) note(message.text());
  });
  page.on("pageerror", (error) => note(error.message));

  const forms = new Map<string, number>();
  const seen = new Set(starts);
  const queue = [...starts];
  let visited = 0;
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    on = path;
    visited += 1;
    await page.goto(base + path);
    for (const missing of await missingParts(page)) note(`no part has the id of ${missing}`);
    for (const link of await linksBelow(page, base)) {
      if (seen.has(link)) continue;
      const form = formOf(link);
      const count = forms.get(form) ?? 0;
      if (!starts.includes(path) && count >= 3) continue;
      forms.set(form, count + 1);
      seen.add(link);
      queue.push(link);
    }
  }
  return { visited, stumbles };
}

/** Links of the page to others of the console; what is saved and not shown is no page. */
async function linksBelow(page: Page, base: string): Promise<readonly string[]> {
  const links = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLAnchorElement>("a[href]:not([download])")].map(({ href }) => href),
  );
  return links
    .map((link) => link.replace(/#.*$/, ""))
    .filter((link) => link.startsWith(base) && !/sign-out|\/save\b/.test(link))
    .map((link) => link.slice(base.length));
}

/** Links within the page and labels, of parts that it does not have. */
function missingParts(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const named = [...document.querySelectorAll("[aria-labelledby], [aria-controls], label[for]")].flatMap(
      (part) =>
        ["aria-labelledby", "aria-controls", "for"].flatMap((name) =>
          (part.getAttribute(name) ?? "")
            .split(/\s+/)
            .filter(Boolean)
            .map((id) => ({ id, text: `${name}=${id}` })),
        ),
    );
    const anchors = [...document.querySelectorAll("a[href^='#']")].map((part) => {
      const id = decodeURIComponent((part.getAttribute("href") ?? "").slice(1));
      return { id, text: `#${id}` };
    });
    return [...named, ...anchors]
      .filter(({ id }) => id !== "" && document.getElementById(id) === null)
      .map(({ text }) => text);
  });
}

/** `queues/*`: which page it is, whatever it is of. */
function formOf(link: string): string {
  const url = new URL(link, "http://x/");
  const parts = url.pathname.split("/").filter(Boolean);
  const names = [...url.searchParams.keys()].sort().join("&");
  return `${parts.map((part, index) => (index % 2 === 0 ? part : "*")).join("/")}?${names}`;
}
