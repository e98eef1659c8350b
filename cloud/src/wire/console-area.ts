import type { Duplex, Readable } from "node:stream";
import type { HeldStack } from "../core/ports/held.ts";
import type { Mailbox } from "../core/ports/mailbox.ts";
import type { MqttConnections } from "../core/ports/mqtt-connections.ts";
import type { LookOptions, QueuedMessage } from "../core/ports/queue-looks.ts";
import type { TraceEvent } from "../core/ports/trace.ts";
import type { ConsoleLogs, ConsoleSaved, ConsoleSchedules, ConsoleSignIns } from "./console-ports.ts";
import type { HttpResponse } from "./http.ts";

/**
 * A place in the console: what a module lets people see and do of its service. It comes with the
 * module and is loaded when somebody opens the console.
 */
export interface ConsoleArea {
  /** First part of its addresses below `/_portcullis/`, e.g. `mqtt`. */
  readonly path: string;
  /** As the console's list of places names it, e.g. `MQTT`. */
  readonly title: string;
  readonly group: ConsoleGroup;
  /** Place within its group; smaller comes first. */
  readonly order: number;
  /** Path data of an icon of 24 by 24, drawn in lines. */
  readonly icon: string;
  /** The letter that leads there after `g`. */
  readonly key: string;
  /** How many things are there, shown beside the title; undefined where a number says nothing. */
  readonly count?: (console: ConsoleContext) => Promise<number | undefined>;
  readonly pages: readonly ConsolePage[];
}

/** What happened and what can happen; who; what runs; what is stored; what is sent. */
export type ConsoleGroup = "decisions" | "people" | "resources" | "data" | "events";

export interface ConsolePage {
  readonly method: "GET" | "POST";
  /** Below the area, each part literal or a parameter: `""`, `/:api/routes/:route`. */
  readonly path: string;
  readonly handle: (
    console: ConsoleContext,
    request: ConsoleRequest,
  ) => Promise<ConsoleAnswer> | ConsoleAnswer;
}

export interface ConsoleRequest {
  /** Decoded parameters of the page's path. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Fields of a form; empty for `GET`. A field that came several times has its values in order. */
  readonly form: ConsoleForm;
}

export interface ConsoleForm {
  /** The first value of a field; an empty text when there is none. */
  text(name: string): string;
  all(name: string): readonly string[];
  /** An uploaded file, undefined where none was chosen. */
  file(name: string): ConsoleFile | undefined;
}

export interface ConsoleFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

export type ConsoleAnswer =
  /** A page inside the console's frame. */
  | { readonly view: ConsoleView }
  /** After an action: back to a page, with a word on what happened. */
  | { readonly redirect: string; readonly notice?: Notice }
  /** A download or a stream of events. */
  | { readonly response: HttpResponse };

export interface ConsoleView {
  readonly title: string;
  /** Rendered markup; whatever came from outside is escaped by the JSX that made it. */
  readonly body: Markup;
  /** 200 unless given. */
  readonly status?: number;
}

/** JSX, or what else becomes markup as a text. */
export interface Markup {
  toString(): string | Promise<string>;
}

/** What an action did, shown on the next page once. */
export interface Notice {
  readonly verdict: "yes" | "no" | "if";
  readonly text: string;
  /** Takes the action back: a form that posts these fields. */
  readonly undo?: { readonly action: string; readonly fields: Readonly<Record<string, string>> };
  /** Where more stands of it: a page of the console. */
  readonly more?: { readonly href: string; readonly text: string };
}

/** What a page works with: the cloud as any client sees it, the trace, and the browser's session. */
export interface ConsoleContext {
  readonly account: string;
  readonly region: string;
  readonly port: number;
  /** `http://localhost:4566` */
  readonly base: string;
  /** Epoch milliseconds by the cloud's clock. */
  now(): number;
  /**
   * An operation, signed with the administrator's key. Throws AwsError with the code and text of a refusal.
   * @param service name of its model, e.g. `cognito-idp`
   */
  call<Output = Record<string, unknown>>(
    service: string,
    operation: string,
    input?: Readonly<Record<string, unknown>>,
  ): Promise<Output>;
  /** A signed request whose answer is not decoded: bodies of objects and functions. */
  send(request: ConsoleCall): Promise<ConsoleReply>;
  /** Like `send`, for bodies that are too large to hold. */
  stream(request: ConsoleCall): Promise<ConsoleStream>;
  /**
   * A WebSocket at a signed address, as a stream of bytes. Rejects when the upgrade is refused.
   * @param call path, signing name and subprotocol
   */
  openSocket(call: ConsoleSocketCall): Promise<Duplex>;
  readonly mqtt: ConsoleMqtt;
  readonly queues: ConsoleQueues;
  readonly schedules: ConsoleSchedules;
  /** What the project's folder says of a stack that was deployed from it; undefined for all others. */
  folderTemplate(stackName: string): Promise<FolderTemplate | undefined>;
  /** What of the stacks is kept and not served, by the cloud's own word: no operation of AWS tells it. */
  held(): readonly HeldStack[];
  /** A request without a signature: it counts as anybody's, not as the console's own. */
  sendUnsigned(request: Omit<ConsoleCall, "service">): Promise<ConsoleReply>;
  readonly signIns: ConsoleSignIns;
  readonly logs: ConsoleLogs;
  readonly saved: ConsoleSaved;
  readonly mailbox: Mailbox;
  readonly trace: ConsoleTrace;
  readonly session: ConsoleSession;
  /** A name that people recognise, for a user name or `sub`. */
  nameOf(username: string): string | undefined;
}

export interface ConsoleCall {
  readonly service: string;
  readonly method: string;
  /** Percent-encoded, with its query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface ConsoleReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface ConsoleStream extends Omit<ConsoleReply, "body"> {
  readonly body: Readable;
}

export interface ConsoleSocketCall {
  readonly service: string;
  readonly path: string;
  readonly protocol: string;
}

/** What no operation of AWS tells of the broker. */
export interface ConsoleMqtt extends MqttConnections {
  readonly port: number;
  readonly tlsPort: number;
}

/** What no operation of AWS tells of a queue. */
export interface ConsoleQueues {
  /**
   * Messages as they stand in a queue, without receiving them.
   * @throws AwsError where the queue's policy refuses the console's key, or it is not there
   */
  look(queueName: string, options: LookOptions): readonly QueuedMessage[];
}

/** A template as it stands in a folder now. */
export interface FolderTemplate {
  /** Absolute path of the file, or of the folder when there is none. */
  readonly file: string;
  /** The document; undefined when it cannot be read. */
  readonly template?: Readonly<Record<string, unknown>>;
  /** Why it cannot be read. */
  readonly problem?: string;
}

/**
 * Values that one browser's session keeps in memory, e.g. the refresh token of a person tried as. A value
 * with a method `close` is closed when the session ends.
 */
export interface ConsoleSession {
  get<Value>(key: string): Value | undefined;
  set(key: string, value: unknown): void;
  delete(key: string): void;
  /** Something that this session's pages show has changed: those that are open load anew. */
  changed(): void;
}

/** What a project shows of itself on the start page, asked anew at each look. */
export interface ProjectCard {
  readonly title: string;
  /** A drawing, shown as an image: nothing in it runs. */
  readonly picture?: { readonly svg: string; readonly alt: string };
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly note?: string;
  /** The route that the card is about, e.g. `POST /orders`: leads to who may call it. */
  readonly route?: string;
}

/** A request as the trace tells it; the members of `trace` that pages show. */
export interface TracedRequest {
  readonly request: string;
  readonly short: string;
  readonly seq: number;
  readonly at: number;
  readonly verdict: "allow" | "deny" | "error" | "skip";
  readonly service: string;
  readonly operation: string;
  readonly who: string;
  readonly headline: string;
  readonly sentence: string;
  /** What decided, without who asked. */
  readonly decided: string;
  readonly status?: number;
}

/** A request with what each step decided, and what it caused. */
export interface TracedStory extends TracedRequest {
  /** Who asked for what. */
  readonly asked: string;
  readonly decided: string;
  /** The smallest change that lets it pass. */
  readonly would?: string;
  readonly concealed: boolean;
  readonly steps: readonly TracedStep[];
  readonly calls: readonly TracedStory[];
}

export interface TracedStep {
  readonly event: TraceEvent & { readonly at: number };
  readonly decided?: string;
  readonly would?: string;
}

export interface ConsoleTrace {
  /** The request with that id, or the one that it is a call of; undefined when it is not kept. */
  story(request: string): TracedStory | undefined;
  /** Ids of the requests that are kept, in full: what else is linked leads nowhere. */
  kept(): ReadonlySet<string>;
  /** The newest refused or failed request. */
  lastRefusal(): TracedRequest | undefined;
  /** Refused and failed requests since the start, as far as they are kept. */
  refusals(): number;
  /** Since when nothing was dropped, in epoch milliseconds: the start, or the oldest event that is kept. */
  since(): number;
  /** Refused and failed requests of services, also those that another request caused, newest first. */
  refused(services: readonly string[], limit: number): readonly TracedRequest[];
  /** Requests of a service, newest first. */
  newest(filter: TraceFilter): readonly TracedRequest[];
}

export interface TraceFilter {
  /** Exact, e.g. `GET /orders` or `PutObject`. */
  readonly operation?: string;
  readonly service?: string;
  /** Id of the API. */
  readonly api?: string;
  readonly person?: string;
  readonly verdicts?: readonly TracedRequest["verdict"][];
  readonly text?: string;
  /** Only what this cloud's own tools tried on purpose, or none of it. */
  readonly probes?: "only" | "none";
  readonly limit: number;
}
