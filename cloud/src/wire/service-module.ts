import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { CloudConfig } from "../core/config.ts";
import type { ResourceProvider } from "../core/ports/resource-provider.ts";
import type { ConsoleArea } from "./console-area.ts";
import type { HttpRequest, HttpResponse, HttpService } from "./http.ts";
import type { ServedService } from "./pipeline.ts";

/**
 * What a service is to the rest of the cloud: how requests find it, and how it is made. A new service
 * is a folder with such a module and one line in `runtime/services.ts`.
 */
export interface ServiceModule<Platform = never, Ports extends object = object> {
  /** Name in traces and in the front door, e.g. `cognito`. */
  readonly name: string;
  /** Signing names by which a credential scope shows that the service is meant. */
  readonly signingNames?: readonly string[];
  /** Prefixes of `x-amz-target`. */
  readonly targets?: readonly string[];
  /** Beginnings of paths by which an unsigned request shows that the service is meant. */
  readonly unsignedPaths?: readonly string[];
  /** Refuses unsigned forms of the query protocol: which service they mean stands in the body. */
  readonly takesUnsignedForms?: boolean;
  /** Addresses of its own that are no AWS API: those of deployed APIs, sign-in pages, keys. */
  readonly addresses?: readonly ServiceAddress[];
  /** Ports of other services that it works with; they come before it in the list. */
  readonly needs?: readonly string[];
  /** Ports of services that may come after it; it calls them when it runs, not while it is made. */
  readonly uses?: readonly string[];
  /** Its places in the console, loaded when somebody opens that. */
  readonly console?: () => Promise<readonly ConsoleArea[]>;
  /** Builds the service; nothing listens yet. */
  readonly create: (platform: Platform) => ServiceInstance<Ports>;
}

export interface ServiceAddress {
  readonly name: string;
  /** Hosts are looked at before paths: what comes to a host of its own belongs to its owner. */
  readonly by: "host" | "path";
  /** What each such host or path has in it: of nothing else `match` is asked. `/` is the root alone. */
  readonly mark: string;
  /** The only method of such requests, where there is one. */
  readonly method?: string;
  /** What the request addresses there, or undefined. `host` is lower case, without port. */
  match(request: HttpRequest, host: string): object | undefined;
}

/** Serves a request at an address of the service; `match` is what the address of that name found. */
export type AddressHandler<Match> = (
  request: HttpRequest,
  match: Match,
) => Promise<HttpResponse> | HttpResponse;

export interface ServiceInstance<Ports extends object = object> {
  /** The AWS API; left out by services that are resources of templates only. */
  readonly http?: HttpService & Partial<Pick<ServedService, "operations" | "tagsOf">>;
  /** By name of the module's addresses. */
  readonly addresses?: Readonly<Record<string, AddressHandler<never>>>;
  readonly resources?: readonly ResourceProvider[];
  /** What it offers to other services and to the runtime. */
  readonly ports?: Ports;
  /** Hosts and first path segments that it knows only while it runs: names of buckets. */
  readonly ownsHost?: (host: string) => boolean;
  readonly ownsPath?: (path: string) => boolean;
  /** Takes a connection that asks for a WebSocket. */
  readonly upgrade?: (message: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Opens listeners of its own. */
  readonly listen?: (config: CloudConfig) => Promise<void>;
  readonly close?: () => Promise<void>;
}
