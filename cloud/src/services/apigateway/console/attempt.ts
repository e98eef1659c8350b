import type { ConsoleForm, ConsoleReply, ConsoleSession } from "../../../wire/console-area.ts";
import type { RouteView } from "./read.ts";

/** What a form asks to be tried, without passwords, codes and tokens. */
export interface Attempt {
  /** `nobody`, `own`, `administrator`, `other`, or `person:<user name>`. */
  readonly as: string;
  readonly other: string;
  readonly clientId: string;
  readonly token: "access" | "id";
  readonly spoil: Spoil;
  readonly stage: string;
  readonly method: string;
  readonly pathValues: Readonly<Record<string, string>>;
  readonly query: string;
  readonly headers: string;
  readonly body: string;
}

/** What is done to a token before it is sent, to see it refused. */
export type Spoil = "" | "signature" | "none";

/** An attempt with what came back. */
export interface Tried {
  readonly attempt: Attempt;
  readonly requestId: string;
  /** Who it was tried as, as people recognise them. */
  readonly who: string;
  readonly reply: KeptReply;
  readonly bodyBytes: number;
  /** The same as a command; no token is in it. */
  readonly curl: string;
}

export interface KeptReply {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Up to 64 KiB of it; undefined where it is no text. */
  readonly text: string | undefined;
  readonly bytes: number;
}

export function firstAttempt(route: RouteView, stage: string, body: string): Attempt {
  return {
    as: "nobody",
    other: "",
    clientId: "",
    // A route that lists no scope takes ID tokens.
    token: route.authorization === "COGNITO_USER_POOLS" && route.scopes.length === 0 ? "id" : "access",
    spoil: "",
    stage,
    method: route.method === "ANY" ? "GET" : route.method,
    pathValues: {},
    query: "",
    headers: "",
    body,
  };
}

export function attemptOf(form: ConsoleForm, route: RouteView): Attempt {
  const spoil = form.text("spoil");
  const names = parametersOf(route.path);
  return {
    as: form.text("as") || "nobody",
    other: form.text("other").trim(),
    clientId: form.text("client"),
    token: form.text("token") === "id" ? "id" : "access",
    spoil: spoil === "signature" || spoil === "none" ? spoil : "",
    stage: form.text("stage"),
    method: route.method === "ANY" ? form.text("method") || "GET" : route.method,
    pathValues: Object.fromEntries(names.map(({ name }) => [name, form.text(`path.${name}`)])),
    query: form.text("query").trim().replace(/^\?/, ""),
    headers: form.text("headers"),
    body: form.text("body").replaceAll("\r\n", "\n"),
  };
}

/** `{id}` and `{proxy+}` of a path. */
export function parametersOf(path: string): { readonly name: string; readonly isGreedy: boolean }[] {
  return [...path.matchAll(/\{([^{}+]+)(\+?)\}/g)].map(([, name = "", plus]) => ({
    name,
    isGreedy: plus === "+",
  }));
}

const KEPT_CHARACTERS = 65_536;

export function keptReply({ status, headers, body }: ConsoleReply): KeptReply {
  const text = body.toString("utf8");
  const isText = Buffer.byteLength(text) === body.length && !text.includes("\u0000");
  return {
    status,
    headers: Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [value].flat().map((each) => [name, each] as const),
    ),
    text: isText ? text.slice(0, KEPT_CHARACTERS) : undefined,
    bytes: body.length,
  };
}

const MOST_TRIED = 20;

/** The newest answers stay with the browser's session, so that a page with one can be loaded again. */
export function keepTried(session: ConsoleSession, tried: Tried): void {
  session.set(TRIED, [tried, ...triedIn(session)].slice(0, MOST_TRIED));
}

export function findTried(session: ConsoleSession, requestId: string): Tried | undefined {
  return triedIn(session).find((tried) => tried.requestId === requestId);
}

function triedIn(session: ConsoleSession): readonly Tried[] {
  return session.get<readonly Tried[]>(TRIED) ?? [];
}

const TRIED = "tried requests";
