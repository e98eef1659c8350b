import { Readable } from "node:stream";
import type { FunctionEvents } from "../../core/ports/function-events.ts";
import type { HttpRequest } from "../../wire/http.ts";
import type { Harness } from "./harness.ts";

/** A request of a custom resource, as its function gets it. */
export interface CustomEvent {
  readonly RequestType: string;
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceType: string;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
  readonly OldResourceProperties?: Readonly<Record<string, unknown>>;
}

/** What a function answers: members of the response; a text as it is; nothing for no response. */
export type Answer = (event: CustomEvent) => object | string | undefined;

/** Functions that are pretended; what they were asked, in order. */
export class CustomFunctions implements Pick<FunctionEvents, "send"> {
  readonly events: CustomEvent[] = [];
  answer: Answer = () => ({});
  /** Gives the last event up, as Lambda does after its third attempt. */
  abandon: () => void = () => undefined;
  cloud: Harness | undefined;

  send({ payload, onAbandoned }: Parameters<FunctionEvents["send"]>[0]): void {
    const event: CustomEvent = JSON.parse(payload);
    this.events.push(event);
    this.abandon = () => onAbandoned("the function failed three times");
    const answer = this.answer(event);
    if (answer === undefined) return;
    queueMicrotask(() => void this.put(event.ResponseURL, bodyOf(event, answer)));
  }

  /** What was asked, e.g. `Create Thing`. */
  asked(): string[] {
    return this.events.map(({ RequestType, LogicalResourceId }) => `${RequestType} ${LogicalResourceId}`);
  }

  /** Status of the answer to a request at a response address. */
  async put(url: string, body: string, method = "PUT"): Promise<number | undefined> {
    const path = new URL(url).pathname;
    const request: HttpRequest = {
      method,
      path,
      query: "",
      headers: { "content-length": String(Buffer.byteLength(body)) },
      rawHeaders: [],
      stream: Readable.from([Buffer.from(body)]),
      sourceIp: "127.0.0.1",
      requestId: "r",
    };
    const reply = await this.cloud?.takeResponse(request, { token: path.split("/").at(-1) ?? "" });
    return reply?.status;
  }
}

export function bodyOf(event: CustomEvent, answer: object | string): string {
  if (typeof answer === "string") return answer;
  const { StackId, RequestId, LogicalResourceId } = event;
  const PhysicalResourceId = event.PhysicalResourceId ?? `${LogicalResourceId}-1`;
  const response = { Status: "SUCCESS", PhysicalResourceId, StackId, RequestId, LogicalResourceId };
  return JSON.stringify({ ...response, ...answer });
}
