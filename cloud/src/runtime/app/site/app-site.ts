import { UserError } from "../../../core/errors.ts";
import type { HttpRequest, HttpResponse } from "../../../wire/http.ts";
import { hostOf } from "../../front-door/detect.ts";
import { isOwnName } from "../../front-door/own-names.ts";
import type { BuildState } from "../build/app-build.ts";
import { INDEX } from "../build/stamp.ts";
import { type AppConfig, appConfigText } from "../config/app-config.ts";
import { COMMON_HEADERS, pagePolicy } from "../policy/page-policy.ts";
import type { BuiltFiles } from "./built-files.ts";
import type { Content } from "./content.ts";
import { chooseEncoding, isUnchanged } from "./negotiation.ts";
import { parseRequestPath } from "./request-path.ts";

export interface AppSiteOptions {
  readonly files: () => BuiltFiles | undefined;
  readonly build: () => BuildState;
  /** Addresses of the cloud as seen by who reached the site under `host`. Throws UserError. */
  readonly config: (host: string) => AppConfig;
  /** Further names of this machine; what the system says when left out. */
  readonly ownNames?: () => readonly string[];
}

type Check = (request: HttpRequest, options: AppSiteOptions) => HttpResponse | undefined;

const CONFIG_NAME = "app-config.json";
const REVALIDATE = "no-cache";
/** The name of such a file changes with its content. */
const HASHED_NAME = /[-.][0-9a-f]{16,}\.[^/]*$/i;
const FOREVER = "public, max-age=31536000, immutable";

/** In this order, before a file is looked for. */
const CHECKS: readonly Check[] = [hostIsOwn, methodReads];

/** Serves a single-page app: its files, its page for every route, and where the cloud is. */
export function createAppSite(options: AppSiteOptions): (request: HttpRequest) => Promise<HttpResponse> {
  return async (request) => {
    const response = await answer(options, request);
    return { ...response, headers: { ...COMMON_HEADERS, ...response.headers } };
  };
}

async function answer(options: AppSiteOptions, request: HttpRequest): Promise<HttpResponse> {
  for (const check of CHECKS) {
    const refusal = check(request, options);
    if (refusal !== undefined) return refusal;
  }
  const path = parseRequestPath(request.path);
  if (path.kind === "refused") return plain(path.status, path.reason);
  if (path.name === CONFIG_NAME) return configReply(options, request);
  const files = options.files();
  if (files === undefined) return notBuilt(options, path.name);
  const file = path.name === INDEX ? undefined : await files.read(path.name);
  if (file !== undefined) {
    const cache = HASHED_NAME.test(path.name) ? FOREVER : REVALIDATE;
    return fileReply(request, file, { "Cache-Control": cache, ...policyOf(options, request, file) });
  }
  const page = isRoute(path.name) ? await files.read(INDEX) : undefined;
  if (page === undefined) return plain(404, "There is no such file.");
  return fileReply(request, page, { "Cache-Control": REVALIDATE, ...policyOf(options, request, page) });
}

/** Keeps out pages that rebind their DNS name to this machine [APP-1]. */
function hostIsOwn(request: HttpRequest, { ownNames }: AppSiteOptions): HttpResponse | undefined {
  if (isOwnName(hostOf(request), ownNames)) return undefined;
  return plain(403, "This app answers under the names of its own machine only.");
}

function methodReads({ method }: HttpRequest): HttpResponse | undefined {
  if (method === "GET" || method === "HEAD") return undefined;
  return plain(405, "Files are read with GET or HEAD.", { Allow: "GET, HEAD" });
}

/** A route of the app; what has an ending is a file that should have been there. */
function isRoute(name: string): boolean {
  return name === INDEX || !name.slice(name.lastIndexOf("/") + 1).includes(".");
}

function configReply({ config }: AppSiteOptions, request: HttpRequest): HttpResponse {
  const headers = { "Content-Type": "application/json", "Cache-Control": "no-store" };
  try {
    return { status: 200, headers, body: appConfigText(config(hostOf(request))) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { status: 503, headers, body: JSON.stringify({ message: error.message }) };
  }
}

async function notBuilt({ build }: AppSiteOptions, name: string): Promise<HttpResponse> {
  if (!isRoute(name)) return plain(503, "The app is not built yet.", { "Retry-After": "2" });
  const { buildPage } = await import("../pages/build-page.tsx");
  return buildPage(build());
}

async function fileReply(
  request: HttpRequest,
  content: Content,
  headers: Readonly<Record<string, string>>,
): Promise<HttpResponse> {
  const encoding = chooseEncoding(request.headers["accept-encoding"], content.encodings);
  const etag = `"${content.hash}${encoding === undefined ? "" : `-${encoding}`}"`;
  const all = {
    ...headers,
    ETag: etag,
    ...(content.encodings.length === 0 ? {} : { Vary: "Accept-Encoding" }),
  };
  if (isUnchanged(request.headers["if-none-match"], etag)) return { status: 304, headers: all };
  return {
    status: 200,
    headers: {
      ...all,
      "Content-Type": content.type,
      ...(encoding === undefined ? {} : { "Content-Encoding": encoding }),
    },
    body: encoding === undefined ? content.bytes : await content.encoded(encoding),
  };
}

function policyOf(options: AppSiteOptions, request: HttpRequest, file: Content): Record<string, string> {
  if (!file.type.startsWith("text/html")) return {};
  const policy = pagePolicy(file.bytes.toString("utf8"), configIfKnown(options, request));
  return { "Content-Security-Policy": policy };
}

function configIfKnown({ config }: AppSiteOptions, request: HttpRequest): AppConfig | undefined {
  try {
    return config(hostOf(request));
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function plain(status: number, text: string, headers: Readonly<Record<string, string>> = {}): HttpResponse {
  return {
    status,
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store", ...headers },
    body: `${text}\n`,
  };
}
