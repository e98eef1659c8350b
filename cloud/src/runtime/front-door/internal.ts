import type { Mailbox } from "../../core/ports/mailbox.ts";
import type { HttpRequest, HttpResponse } from "../../wire/http.ts";
import { hostOf } from "./detect.ts";
import { json } from "./json-page.ts";
import { showMailbox } from "./mailbox-page.ts";
import { isLocalName, isLoopback } from "./own-names.ts";

/** Where a cloud is in its life, shown at `/_portcullis/health`. */
export interface Health {
  readonly status: "starting" | "ready" | "failed";
  readonly [detail: string]: unknown;
}

export interface InternalOptions {
  readonly health: () => Health;
  readonly mailbox: () => Mailbox;
  /** Says why requests were refused. */
  readonly trace?: (request: HttpRequest) => HttpResponse;
}

type Answer = Promise<HttpResponse> | HttpResponse;
type Page = (options: InternalOptions, request: HttpRequest) => Answer;

const PAGES: ReadonlyMap<string, Page> = new Map([
  ["GET /_portcullis/health", showHealth],
  ["GET /_portcullis/mailbox", ({ mailbox }, request) => showMailbox(mailbox(), request)],
  ["GET /_portcullis/trace", showTrace],
  ["DELETE /_portcullis/mailbox", clearMailbox],
]);

/**
 * Pages of the cloud itself. They show one-time codes and why people were refused, so they answer
 * this machine only [DOOR-1], and only under a name of this machine, which keeps out pages that
 * rebind their DNS name to 127.0.0.1 [DOOR-2].
 */
export function createInternalPages(
  options: InternalOptions,
): (request: HttpRequest, path: string) => Answer {
  return (request, path) => {
    if (!isLoopback(request.sourceIp) || !isLocalName(hostOf(request))) {
      return json(403, { message: "This page answers the machine it runs on only." });
    }
    const page = PAGES.get(`${request.method} ${path}`);
    return page === undefined ? json(404, { message: "There is no such page." }) : page(options, request);
  };
}

function showHealth({ health }: InternalOptions): HttpResponse {
  const now = health();
  return json(now.status === "ready" ? 200 : 503, now);
}

function showTrace({ trace }: InternalOptions, request: HttpRequest): HttpResponse {
  return trace?.(request) ?? json(404, { message: "There is no such page." });
}

function clearMailbox({ mailbox }: InternalOptions): HttpResponse {
  mailbox().clear();
  return json(200, { messages: [] });
}
