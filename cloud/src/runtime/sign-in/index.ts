import { type Endpoints, PAGES_HOST } from "../../core/endpoints.ts";
import type { AppSignIn } from "../../core/ports/own-sign-ins.ts";
import type { People } from "../../core/ports/people.ts";
import type { StartedWith } from "../../core/shown-commands.ts";
import { sharedNavigation } from "../../wire/browsers.ts";
import type { HttpRequest, HttpResponse } from "../../wire/http.ts";
import type { BegunSignIn, BegunSignIns } from "./own-sign-ins.ts";
import type { failedPage as FailedPage } from "./pages.tsx";
import type { Redeem } from "./redeem.ts";
import type { Tickets } from "./tickets.ts";

/** Pages are loaded when the first one is shown. */
const pages = () => import("./pages.tsx");

async function failedPage(...said: Parameters<typeof FailedPage>): Promise<HttpResponse> {
  return (await pages()).failedPage(...said);
}

const START = "/_portcullis/sign-in/";
const CALLBACK = "/_portcullis/signed-in";
const TERMINAL = "/_portcullis/sign-ins";
const MAX_WAIT_SECONDS = 60;

export interface SignInOptions {
  readonly port: number;
  readonly endpoints: Pick<Endpoints, "authDomain">;
  readonly begun: BegunSignIns;
  readonly tickets: Tickets;
  readonly redeem: Redeem;
  readonly people: People;
  readonly startedWith: StartedWith;
  /** Undefined for what is no app client, or one that nobody can sign in with on the hosted pages. */
  readonly appOf: (clientId: string) => AppSignIn | undefined;
}

type Handler = (options: SignInOptions, request: HttpRequest) => Promise<HttpResponse> | HttpResponse;

export interface SignInPages {
  /** True for every path of these pages, that of the terminal too. */
  owns(path: string): boolean;
  /** True for paths that a person opens, or is led to, in a browser. */
  isForPeople(path: string): boolean;
  /** Undefined for what is none of these pages. */
  handle(request: HttpRequest): Promise<HttpResponse> | HttpResponse | undefined;
}

/** Where a person begins a sign-in with an app client. */
export function signInAddress(port: number, clientId: string): string {
  return `http://localhost:${port}${START}${clientId}`;
}

/**
 * Signing in on the hosted pages without an app: `GET /_portcullis/sign-in/<client id>` begins,
 * `GET /_portcullis/signed-in` is where the browser comes back and sees who signed in. A terminal asks
 * with `POST /_portcullis/sign-ins?client=` for an address to show and waits at `GET` with its `key`.
 */
export function createSignInPages(options: SignInOptions): SignInPages {
  return {
    owns: (path) => path.startsWith(START) || path === CALLBACK || path === TERMINAL,
    isForPeople: (path) => path.startsWith(START) || path === CALLBACK,
    handle: (request) => handlerOf(request)?.(options, request),
  };
}

function handlerOf({ method, path }: HttpRequest): Handler | undefined {
  if (method === "GET" && path.startsWith(START)) return start;
  if (method === "GET" && path === CALLBACK) return finish;
  if (path !== TERMINAL) return undefined;
  return method === "POST" ? openTicket : method === "GET" ? waitForTicket : undefined;
}

async function start(options: SignInOptions, request: HttpRequest): Promise<HttpResponse> {
  const navigation = sharedNavigation(request);
  // DOOR-14: browsers are taken to the host where nothing but these pages is.
  if (navigation !== undefined) {
    const query = request.query === "" ? "" : `?${request.query}`;
    return redirect(`http://${PAGES_HOST}${navigation.port}${request.path}${query}`);
  }
  const clientId = request.path.slice(START.length);
  const app = options.appOf(clientId);
  if (app === undefined) return failedPage(404, NO_APP);
  const query = new URLSearchParams(request.query);
  const ticket = query.get("ticket") ?? undefined;
  if (ticket !== undefined && !options.tickets.isOpen(ticket, clientId)) return failedPage(404, NO_TICKET);
  const isOnPagesHost = (request.headers["host"] ?? "").toLowerCase() === `${PAGES_HOST}:${options.port}`;
  const redirectUri = `http://${isOnPagesHost ? PAGES_HOST : "localhost"}:${options.port}${CALLBACK}`;
  const { state, challenge } = options.begun.begin({ clientId, redirectUri, ticket });
  const parameters = new URLSearchParams({
    response_type: "code",
    client_id: clientId,
    redirect_uri: redirectUri,
    state,
    code_challenge: challenge,
    code_challenge_method: "S256",
    ...(query.get("prompt") === "login" ? { prompt: "login" } : {}),
  });
  const domain = isOnPagesHost
    ? `http://${app.domainPrefix}.auth.localhost:${options.port}`
    : options.endpoints.authDomain(app.domainPrefix);
  return redirect(`${domain}/oauth2/authorize?${parameters}`);
}

const NO_APP =
  "There is no such app client, or it may not sign people in on the hosted pages: it needs a pool with a domain, OAuth switched on, and the code flow.";
const NO_TICKET = "The terminal that asked for this sign-in does not wait any more. Ask again there.";
const NO_STATE = "This sign-in is over, or it was not begun here. Begin again.";

async function finish(options: SignInOptions, { query }: HttpRequest): Promise<HttpResponse> {
  const parameters = new URLSearchParams(query);
  const begun = options.begun.take(parameters.get("state") ?? "");
  const app = begun === undefined ? undefined : options.appOf(begun.clientId);
  if (begun === undefined || app === undefined) return failedPage(400, NO_STATE);
  const code = parameters.get("code");
  const outcome =
    code === null
      ? (parameters.get("error_description") ?? parameters.get("error") ?? "no code came")
      : await options.redeem(begun, app, code);
  if (typeof outcome === "string") return failed(options, begun, outcome);
  if (begun.ticket !== undefined) {
    options.tickets.settle(begun.ticket, { status: "signed-in", tokens: outcome });
  }
  const { signedInPage } = await pages();
  return signedInPage({
    app,
    tokens: outcome,
    nameOf: options.people.displayName,
    startedWith: options.startedWith,
    isForTerminal: begun.ticket !== undefined,
    again: `${START}${begun.clientId}?prompt=login`,
  });
}

function failed({ tickets }: SignInOptions, begun: BegunSignIn, reason: string): Promise<HttpResponse> {
  if (begun.ticket !== undefined) tickets.settle(begun.ticket, { status: "failed", reason });
  return failedPage(400, `The sign-in was refused: ${reason}`, `${START}${begun.clientId}`);
}

function openTicket(options: SignInOptions, request: HttpRequest): HttpResponse {
  const clientId = new URLSearchParams(request.query).get("client") ?? "";
  if (options.appOf(clientId) === undefined) return json(404, { message: NO_APP });
  const { id, key } = options.tickets.open(clientId);
  return json(200, { key, address: `${signInAddress(options.port, clientId)}?ticket=${id}` });
}

async function waitForTicket({ tickets }: SignInOptions, request: HttpRequest): Promise<HttpResponse> {
  const query = new URLSearchParams(request.query);
  const seconds = Number(query.get("wait") ?? "0");
  if (!(seconds >= 0 && seconds <= MAX_WAIT_SECONDS)) {
    return json(400, { message: `wait must be a number of seconds from 0 to ${MAX_WAIT_SECONDS}.` });
  }
  const outcome = await tickets.wait(query.get("key") ?? "", seconds);
  if (outcome === undefined) return json(404, { message: NO_TICKET });
  return json(200, outcome === "pending" ? { status: "pending" } : outcome);
}

function redirect(location: string): HttpResponse {
  return { status: 302, headers: { Location: location, "Cache-Control": "no-store" } };
}

function json(status: number, body: object): HttpResponse {
  return {
    status,
    headers: { "Content-Type": "application/json", "Cache-Control": "no-store" },
    body: JSON.stringify(body),
  };
}
