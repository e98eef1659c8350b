import { PAGES_HOST } from "../../core/endpoints.ts";
import type { Mailbox } from "../../core/ports/mailbox.ts";
import type { ConsoleSchedules } from "../../wire/console-ports.ts";
import type { HttpRequest, HttpResponse } from "../../wire/http.ts";
import type { SourceFolder } from "../project/project-store.ts";
import { hostOf } from "./detect.ts";
import { json } from "./json-page.ts";
import { emptyMailbox, showMailbox } from "./mailbox-page.ts";
import { isLocalName, isLoopback } from "./own-names.ts";
import { isFromOwnUser } from "./own-user.ts";
import { runSchedule } from "./schedule-runs-page.ts";

/** Where a cloud is in its life, shown at `/_portcullis/health`. */
export interface Health {
  readonly status: "starting" | "ready" | "failed";
  readonly [detail: string]: unknown;
}

export interface InternalOptions {
  readonly health: () => Health;
  readonly mailbox: () => Mailbox;
  /** Whether who asks is the user whose cloud this is. */
  readonly isOwnUser?: (request: HttpRequest) => boolean;
  /** Folders from which the cloud deployed stacks. */
  readonly sources?: () => readonly SourceFolder[];
  /** Runs them for the holder of the administrator's key. */
  readonly schedules?: Pick<ConsoleSchedules, "runNow">;
  /** Says why requests were refused. */
  readonly trace?: (request: HttpRequest) => Promise<HttpResponse> | HttpResponse;
  /** Signs people in without an app. */
  readonly signIn?: {
    owns(path: string): boolean;
    isForPeople(path: string): boolean;
    handle(request: HttpRequest): Answer | undefined;
  };
  /** The console, which guards itself, and keys that open it. */
  readonly console?: {
    handle(request: HttpRequest): Promise<HttpResponse>;
    newAddress(): string;
  };
}

type Answer = Promise<HttpResponse> | HttpResponse;
type Page = (options: InternalOptions, request: HttpRequest) => Answer;

const NO_PAGE = json(404, { message: "There is no such page." });

const HEALTH = "/_portcullis/health";

const PAGES: ReadonlyMap<string, Page> = new Map<string, Page>([
  [`GET ${HEALTH}`, showHealth],
  ["GET /_portcullis/mailbox", ({ mailbox }, request) => showMailbox(mailbox(), request)],
  ["GET /_portcullis/trace", ({ trace }, request) => trace?.(request) ?? NO_PAGE],
  ["DELETE /_portcullis/mailbox", ({ mailbox }, request) => emptyMailbox(mailbox(), request)],
  ["GET /_portcullis/sources", ({ sources }) => json(200, { sources: sources?.() ?? [] })],
  ["POST /_portcullis/console-keys", openConsole],
  [
    "POST /_portcullis/schedule-runs",
    ({ schedules }, request) => (schedules === undefined ? NO_PAGE : runSchedule(schedules, request)),
  ],
]);

/**
 * Pages of the cloud itself. They show one-time codes and why people were refused, so they answer
 * this machine only [DOOR-1], only under a name of this machine, which keeps out pages that rebind
 * their DNS name to 127.0.0.1 [DOOR-2], and no other page of this machine [DOOR-15]. Other users of a
 * machine that several share are told no more than whether the cloud is ready [DOOR-29].
 */
export function createInternalPages(
  options: InternalOptions,
): (request: HttpRequest, path: string) => Promise<HttpResponse> {
  return async (request, path) => {
    const isFromHere = isLoopback(request.sourceIp) && isLocalName(hostOf(request));
    if (!isFromHere || isForAnother(request) || isDelivery(request)) {
      return closed(json(403, { message: "This page answers the machine it runs on only." }));
    }
    if (!(options.isOwnUser ?? isFromOwnUser)(request)) {
      if (path === HEALTH && request.method === "GET") return closed(showStatus(options));
      return closed(json(403, { message: "This page answers the user who runs this cloud only." }));
    }
    if (isOfConsole(options, request, path)) return closed(await options.console.handle(request));
    if (!mayAsk(options, request, path)) {
      return closed(
        json(403, { message: "This page is opened by people and programs, not by other pages." }),
      );
    }
    const page = PAGES.get(`${request.method} ${path}`);
    return closed(await (page?.(options, request) ?? options.signIn?.handle(request) ?? NO_PAGE));
  };
}

/**
 * DOOR-21: a proxy on this machine comes from loopback, and one that passes the host on lets whoever asks
 * it name this machine: what it says of whom it asks for counts, for no and never for yes.
 */
function isForAnother({ headers }: HttpRequest): boolean {
  if (headers["forwarded"] !== undefined) return true;
  const addresses = [headers["x-forwarded-for"], headers["x-real-ip"]].flatMap(
    (text) => text?.split(",") ?? [],
  );
  return !addresses.every((address) => isLoopback(address.trim()));
}

/**
 * DOOR-23: what SNS brings to an address that somebody subscribed comes from this machine, and asks for who
 * subscribed it.
 */
function isDelivery({ headers }: HttpRequest): boolean {
  return headers["x-amz-sns-message-type"] !== undefined;
}

type WithConsole = InternalOptions & { readonly console: NonNullable<InternalOptions["console"]> };

/** Addresses with a page for people beside the answer for programs: browsers ask for HTML first. */
const TWO_FORMS: ReadonlySet<string> = new Set(["/_portcullis/trace", "/_portcullis/mailbox"]);

/** Whatever below `/_portcullis/` is none of the pages for programs, nor of a sign-in. */
function isOfConsole(
  options: InternalOptions,
  { method, headers }: HttpRequest,
  path: string,
): options is WithConsole {
  if (options.console === undefined || !path.startsWith("/_portcullis/")) return false;
  if (TWO_FORMS.has(path)) return method === "GET" && (headers["accept"] ?? "").startsWith("text/html");
  const isNamed = [...PAGES.keys()].some((page) => page.endsWith(` ${path}`));
  return !isNamed && options.signIn?.owns(path) !== true;
}

/** A link that opens the console once, for a terminal. */
function openConsole({ console }: InternalOptions): HttpResponse {
  return console === undefined ? NO_PAGE : json(200, { address: console.newAddress() });
}

const OPEN = "/_portcullis/health";

/**
 * DOOR-15: what holds codes, tokens and reasons is asked by programs, which say nothing of where they
 * are, and by browsers when a person opens it. A page that `localhost` serves, an object of S3 or the
 * answer of an API, has the origin of these pages: a browser says that the request is such a page's.
 * @see https://www.w3.org/TR/fetch-metadata/
 */
function mayAsk({ signIn }: InternalOptions, { headers }: HttpRequest, path: string): boolean {
  const { host, origin, "sec-fetch-site": site, "sec-fetch-dest": dest } = headers;
  if (path === OPEN) return true;
  if (signIn?.isForPeople(path) === true) return dest === undefined || dest === "document";
  const isAlone = hostOf({ headers }) === PAGES_HOST;
  if (origin !== undefined && !(isAlone && origin === `http://${host}`)) return false;
  return site === undefined || site === "none" || (isAlone && site === "same-origin");
}

/** Neither framed nor read by a page that opened it; a page's own policy goes first. */
function closed(response: HttpResponse): HttpResponse {
  return { ...response, headers: { ...CLOSED, ...response.headers } };
}

const CLOSED = {
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};

/** No account, no stack: what is deployed is not another user's business. */
function showStatus({ health }: InternalOptions): HttpResponse {
  const { status } = health();
  return json(status === "ready" ? 200 : 503, { status });
}

function showHealth({ health }: InternalOptions): HttpResponse {
  const now = health();
  return json(now.status === "ready" ? 200 : 503, now);
}
