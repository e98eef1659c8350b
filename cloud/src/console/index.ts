import { AwsError } from "../core/errors.ts";
import { forCloud, type StartedWith } from "../core/shown-commands.ts";
import type { Places } from "../trace/places/place.ts";
import { assets } from "../web/assets.ts";
import { CONSOLE_PATH } from "../web/paths.ts";
import type {
  ConsoleAnswer,
  ConsoleArea,
  ConsoleContext,
  ConsoleView,
  Notice,
} from "../wire/console-area.ts";
import type { HttpRequest, HttpResponse } from "../wire/http.ts";
import { type ContextSources, createContext } from "./context.ts";
import { find } from "./find.tsx";
import { NO_FORM } from "./form.ts";
import { framed } from "./frame.tsx";
import { givenForm } from "./given-form.ts";
import { entryOf, htmlResponse, sessionCookie, sessionSecretOf } from "./guard.ts";
import { openLive } from "./live.ts";
import { failureView, notFoundView, plainPage } from "./plain.tsx";
import { findPage } from "./routes.ts";
import type { BrowserSession, Sessions } from "./sessions.ts";
import { type StartSources, startView } from "./start/index.tsx";
import { traceArea } from "./trace/index.tsx";
import { createRequests } from "./trace/requests.ts";

export interface ConsoleOptions extends Omit<ContextSources, "requests">, Omit<StartSources, "requests"> {
  readonly version: string;
  readonly places?: () => Places;
  readonly sessions: Sessions;
  /** What commands that pages show have to say, so that they ask this cloud. */
  readonly startedWith: StartedWith;
  /** Places that the services bring. */
  readonly areas: readonly ConsoleArea[];
}

/** Answers the requests below `/_portcullis/` that are no other page of the cloud's. */
export type Console = (request: HttpRequest) => Promise<HttpResponse>;

/** The pages for people; made when one is first opened. */
export function createConsole(options: ConsoleOptions): Console {
  const requests = createRequests(options);
  const sources = { ...options, requests };
  const areas = [traceArea({ log: options.log, requests }), ...options.areas].sort(
    (a, b) => a.order - b.order,
  );

  const answer = async (request: HttpRequest, session: BrowserSession): Promise<HttpResponse> => {
    const { method, path } = request;
    const context = createContext(sources, session);
    const below = path.slice(CONSOLE_PATH.length);
    const show = async (here: string, view: ConsoleView): Promise<HttpResponse> => {
      // A live page exchanges some of its parts only: no number of a place is among them.
      const counts = isLive(request) ? new Map() : await countsOf(areas, context);
      const html = framed({
        ...view,
        here,
        counts,
        areas,
        place: options.place(),
        account: options.account,
        region: options.region,
        version: options.version,
        port: options.port,
        startedWith: options.startedWith,
        refusals: context.trace.refusals(),
        last: context.trace.lastRefusal(),
        // A live page asks once a second: what an action said is for the page that it leads to.
        notice: isLive(request) ? undefined : session.takeNotice(),
        now: options.clock.now(),
      });
      return htmlResponse(view.status ?? 200, html);
    };
    const settle = (here: string, result: ConsoleAnswer): Promise<HttpResponse> | HttpResponse => {
      if ("view" in result) return show(here, result.view);
      if ("response" in result) return result.response;
      assertOwn(result.redirect);
      if (result.notice?.undo !== undefined) assertOwn(result.notice.undo.action);
      if (result.notice?.more !== undefined) assertOwn(result.notice.more.href);
      const isShort = result.redirect.length <= LONGEST_ADDRESS;
      const notice = isShort ? result.notice : (result.notice ?? TOO_LONG);
      if (notice !== undefined) session.setNotice(notice);
      return redirect(isShort ? result.redirect : `${CONSOLE_PATH}${here}`);
    };
    if (method === "GET" && below === "") return show("", await startView(context, sources, isLive(request)));
    if (method === "GET" && below === "live") return openLive(options.log, options.mailbox, session);
    const form = method === "POST" ? await givenForm(request) : NO_FORM;
    if ("title" in form) return show("", form);
    if (method === "POST" && below === "find") {
      const isThere = (address: string) => isPage(areas, context, address);
      return settle("", await find(context, { requests, isThere }, form.text("q")));
    }
    const found = findPage(areas, method, below);
    if (found === undefined) return show("", notFoundView(path));
    const { area, page, parameters } = found;
    try {
      const query = new URLSearchParams(request.query);
      return await settle(area.path, await page.handle(context, { parameters, query, form }));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return show(area.path, failureView(error, area));
    }
  };

  return async (request) => {
    const entry = entryOf(request, options.port);
    if (typeof entry === "object") {
      return "to" in entry ? redirect(entry.to) : htmlResponse(403, plainPage("Refused", entry.refused));
    }
    const asset = request.path.startsWith(ASSETS)
      ? assets().find(request.path.slice(ASSETS.length))
      : undefined;
    if (asset !== undefined) return asset;
    const session = sessionOf(options, request);
    const key = new URLSearchParams(request.query).get("key");
    if (key !== null) return enter(options, request, { key, isIn: session !== undefined });
    if (session === undefined) return htmlResponse(401, plainPage("The console is closed", howIn(options)));
    if (request.method !== "GET" && request.method !== "POST") {
      return htmlResponse(405, plainPage("Refused", "Pages are read, and forms are sent."), {
        Allow: "GET, POST",
      });
    }
    return answer(request, session);
  };
}

/** Whether a page shows what its address names: what is not there is refused, or said to be missing. */
async function isPage(
  areas: readonly ConsoleArea[],
  context: ConsoleContext,
  address: string,
): Promise<boolean> {
  const { pathname, searchParams: query } = new URL(address, "http://portcullis");
  const found = findPage(areas, "GET", pathname.slice(CONSOLE_PATH.length));
  if (found === undefined) return false;
  try {
    const answer = await found.page.handle(context, { parameters: found.parameters, query, form: NO_FORM });
    return !("view" in answer) || (answer.view.status ?? 200) < 400;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    // What is there and not to be read has a page that says so.
    return error.status >= 500 || error.status === 403;
  }
}

/** CON-17: an action leads, and offers to be taken back, within the console: whatever names it was made of. */
function assertOwn(address: string): void {
  if (!address.startsWith(CONSOLE_PATH)) throw new Error(`${address} is no address of the console.`);
}

/**
 * CON-25: a request's line and headers are 16 KiB at most; an action that would lead to a longer address leads
 * to its area, with what it did.
 */
const LONGEST_ADDRESS = 12_000;
const TOO_LONG: Notice = { verdict: "no", text: "That is too long for an address: nothing is shown of it." };
const ASSETS = `${CONSOLE_PATH}assets/`;

function howIn({ startedWith }: Pick<ConsoleOptions, "startedWith">): string {
  const command = forCloud("npx portcullis console", startedWith);
  return `It opens by the link that the terminal shows at the start, or by a new one: ${command}`;
}

type Door = Pick<ConsoleOptions, "port" | "sessions" | "startedWith">;

function sessionOf({ port, sessions }: Door, request: HttpRequest): BrowserSession | undefined {
  const secret = sessionSecretOf(request, port);
  return secret === undefined ? undefined : sessions.find(secret);
}

/** CON-2: the key of the link goes out of the address at once. */
function enter(
  { port, sessions, startedWith }: Door,
  { path }: HttpRequest,
  { key, isIn }: { readonly key: string; readonly isIn: boolean },
): HttpResponse {
  const secret = sessions.open(key);
  if (secret !== undefined) return redirect(path, { "Set-Cookie": sessionCookie(secret, port) });
  return isIn ? redirect(path) : htmlResponse(401, plainPage("This link was used", howIn({ startedWith })));
}

function redirect(location: string, headers: HttpResponse["headers"] = {}): HttpResponse {
  return { status: 303, headers: { Location: location, "Cache-Control": "no-store", ...headers } };
}

function isLive({ headers }: HttpRequest): boolean {
  return headers["x-portcullis-live"] !== undefined;
}

/** A place whose number cannot be told just now has none. */
async function countsOf(areas: readonly ConsoleArea[], context: ReturnType<typeof createContext>) {
  const found = await Promise.all(
    areas.map(async (area) => {
      const count = await area.count?.(context).catch(() => undefined);
      return [area.path, count] as const;
    }),
  );
  return new Map(found);
}
