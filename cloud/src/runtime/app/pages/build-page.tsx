import type { HttpResponse } from "../../../wire/http.ts";
import type { BuildState, BuildStep } from "../build/app-build.ts";
import { policyText, sourceHash } from "../policy/page-policy.ts";
import { BUILD_PAGE_SCRIPT, BUILD_PAGE_STYLES } from "./build-page-assets.ts";

const SHOWN_LINES = 30;
const RELOAD_SECONDS = 5;

const STEPS: Readonly<Record<BuildStep, string>> = {
  waiting: "Another start of this project is building it. This one waits for it.",
  installing: "Installing what the app needs. This happens once.",
  building: "Building the app. This happens once, and after its sources change.",
};

/** What a first start does, one after the other. */
const PLAN = [
  { step: "installing", title: "Install what the app needs" },
  { step: "building", title: "Build the app" },
] as const;

const POLICY = policyText([
  ["default-src", "'none'"],
  ["script-src", sourceHash(BUILD_PAGE_SCRIPT)],
  ["style-src", sourceHash(BUILD_PAGE_STYLES)],
  ["connect-src", "'self'"],
  ["base-uri", "'none'"],
  ["form-action", "'none'"],
  ["frame-ancestors", "'none'"],
]);

/** The page at the app's address until its first build is done; 503 until then, for those who ask by machine. */
export function buildPage(state: BuildState): HttpResponse {
  return {
    status: 503,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-store",
      "Retry-After": "2",
      "Content-Security-Policy": POLICY,
    },
    body: `<!doctype html>${String(BuildPage({ state }))}`,
  };
}

const BuildPage = ({ state }: { readonly state: BuildState }) => {
  const title = state.kind === "failed" ? "The app could not be built" : "The app is being built";
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <noscript>
          <meta http-equiv="refresh" content={String(RELOAD_SECONDS)} />
        </noscript>
        <style dangerouslySetInnerHTML={{ __html: BUILD_PAGE_STYLES }} />
        <script type="module" dangerouslySetInnerHTML={{ __html: BUILD_PAGE_SCRIPT }} />
      </head>
      <body>
        <main>
          <div role="status" id="status">
            <h1>{title}</h1>
            <p>{sentence(state)}</p>
            {state.kind === "failed" ? (
              <Advice command={state.nextCommand} />
            ) : (
              <progress aria-label="Building" />
            )}
          </div>
          <Steps state={state} />
          <p class="calm">The API and sign-in work meanwhile. This page turns into the app by itself.</p>
          <Output state={state} />
        </main>
      </body>
    </html>
  );
};

const Advice = ({ command }: { readonly command: string | undefined }) =>
  command === undefined ? null : (
    <p>
      Try <code>{command}</code>, then start again.
    </p>
  );

const Steps = ({ state }: { readonly state: BuildState }) => (
  <ol id="steps" class="steps">
    {state.kind === "failed"
      ? null
      : PLAN.map(({ step, title }) => {
          const place = placeOf(step, state);
          return (
            <li class={place} {...(place === "now" ? { "aria-current": "step" } : {})}>
              {title}
              <span class="calm">{PLACES[place]}</span>
            </li>
          );
        })}
  </ol>
);

type Place = "done" | "now" | "later";

const PLACES: Readonly<Record<Place, string>> = { done: " – done", now: " – at work", later: "" };

function placeOf(step: BuildStep, state: BuildState): Place {
  if (state.kind === "fresh") return "done";
  const [at, its] = [state.kind === "working" ? state.step : undefined, step].map((name) =>
    PLAN.findIndex((planned) => planned.step === name),
  );
  if (at === undefined || its === undefined || at < its) return "later";
  return at === its ? "now" : "done";
}

/**
 * What npm and the build print, for whoever wants to know; in sight when it failed. Long lines scroll
 * inside, so the box can be reached by keyboard.
 */
const Output = ({ state }: { readonly state: BuildState }) => {
  const lines = linesOf(state);
  return (
    <details id="output" open={state.kind === "failed"}>
      <summary>What the build prints</summary>
      <section id="log" aria-label="What the build prints">
        {lines.length === 0 ? (
          <p class="calm">Nothing yet.</p>
        ) : (
          <pre tabindex={0}>{lines.slice(-SHOWN_LINES).join("\n")}</pre>
        )}
      </section>
    </details>
  );
};

function sentence(state: BuildState): string {
  if (state.kind === "failed") return state.message;
  return state.kind === "working" ? STEPS[state.step] : "The build begins as soon as the API is ready.";
}

function linesOf(state: BuildState): readonly string[] {
  return state.kind === "working" || state.kind === "failed" ? state.log : [];
}
