import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { opened } from "./testing/opened-console.ts";

const SOURCES = new URL("../", import.meta.url).pathname;
/** Files of pages: those of areas, what they are made of, and the console itself. */
const PAGES = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).filter(
  (file) =>
    /(?:^|\/)console\/|^web\/|^runtime\/sign-in\//.test(file) &&
    /\.tsx?$/.test(file) &&
    !/\.test\.|\/testing\//.test(file),
);
/** What makes a command one for this cloud. */
const MADE_FOR_THIS_CLOUD = /(?:<Command(?:Words)? text=|\bcommand=|forCloud\(|const CREDENTIALS = )[{"'`]*/;
const ALLOWED = new RegExp(`${MADE_FOR_THIS_CLOUD.source}(?:eval "\\$\\()?npx portcullis`);

/** Everything that a page shows or puts on the clipboard. */
function commandsIn(html: string): string[] {
  // What is not to break at a hyphen stands in an element of its own.
  const text = html
    .replaceAll(/<span class="unbroken">([^<]*)<\/span>/g, "$1")
    .replaceAll("&#39;", "'")
    .replaceAll("&quot;", '"');
  return [...text.matchAll(/npx portcullis [a-z][^<]*/g)].map(([found]) => found);
}

describe("commands that pages show", () => {
  test("no page writes one otherwise than by what knows how this cloud was started", () => {
    const found = PAGES.flatMap((file) =>
      readFileSync(join(SOURCES, file), "utf8")
        .split("\n")
        .filter((line) => line.includes("npx portcullis") && !ALLOWED.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    );
    expect(found).toEqual([]);
    expect(PAGES.length).toBeGreaterThan(150);
  });

  test.each(["", "trace", "trace/nothing"])("/%s names the state folder of this cloud", async (path) => {
    const { ask, cookie } = opened({ state: "/tmp/it's one" });
    const commands = commandsIn(String((await ask(path, { headers: { cookie } })).body));
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) expect(command).toContain("--state '/tmp/it'\\''s one'");
  });

  test("a start anew keeps the port", async () => {
    const { ask, cookie } = opened({ state: "s", port: 5566 });
    const [command] = commandsIn(String((await ask("", { headers: { cookie } })).body));
    expect(command).toBe("npx portcullis up &lt;folder with a template&gt; --port 5566 --state s");
  });

  test("so does the page of who is not in", async () => {
    const { ask } = opened({ state: "s" });
    expect((await ask("")).body).toContain("npx portcullis console --state s<");
    expect((await ask("", { query: "key=x" })).body).toContain("npx portcullis console --state s<");
  });

  test("a cloud that was started without flags has none to show", async () => {
    const { ask, cookie } = opened();
    const { body } = await ask("", { headers: { cookie } });
    expect(body).toContain("npx portcullis up &lt;folder with a template&gt;<");
    expect(body).not.toContain("--state");
  });
});
