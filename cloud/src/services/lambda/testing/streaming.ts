import {
  InvokeCommand,
  InvokeWithResponseStreamCommand,
  type InvokeWithResponseStreamCommandInput,
  type InvokeWithResponseStreamCommandOutput,
  type InvokeWithResponseStreamResponseEvent,
} from "@aws-sdk/client-lambda";
import type { TestLambda } from "./service.ts";

export type Events = AsyncIterator<InvokeWithResponseStreamResponseEvent>;

export function eventsOf({ EventStream }: InvokeWithResponseStreamCommandOutput): Events {
  if (EventStream === undefined) throw new Error("There is no stream.");
  return EventStream[Symbol.asyncIterator]();
}

/** The next chunk. */
export async function chunk(events: Events): Promise<string> {
  const { value } = await events.next();
  return Buffer.from(value?.PayloadChunk?.Payload ?? []).toString();
}

/** What is still to come: the text of all chunks, and how it ended. */
export async function rest(events: Events) {
  let text = "";
  for (;;) {
    const { value, done } = await events.next();
    if (done === true) throw new Error(`No end after ${text}`);
    text += Buffer.from(value?.PayloadChunk?.Payload ?? []).toString();
    if (value?.InvokeComplete !== undefined) {
      if ((await events.next()).done !== true) throw new Error("Something comes after the end.");
      const { ErrorCode, ErrorDetails, LogResult = "" } = value.InvokeComplete;
      const details = ErrorDetails === undefined ? undefined : JSON.parse(ErrorDetails);
      return { text, error: ErrorCode, details, log: Buffer.from(LogResult, "base64").toString() };
    }
  }
}

type Input = Partial<Omit<InvokeWithResponseStreamCommandInput, "Payload">>;

/** Calls of functions whose answers are taken bit by bit, and whole. */
export function streamingCalls(lambda: () => TestLambda) {
  const start = async (FunctionName: string, event: object = {}, more: Input = {}) => {
    const reply = await lambda().client.send(
      new InvokeWithResponseStreamCommand({ FunctionName, Payload: JSON.stringify(event), ...more }),
    );
    return { reply, events: eventsOf(reply) };
  };
  return {
    start,
    all: async (name: string, event: object = {}, more: Input = {}) =>
      rest((await start(name, event, more)).events),
    buffered: async (FunctionName: string, event: object = {}) => {
      const reply = await lambda().client.send(
        new InvokeCommand({ FunctionName, Payload: JSON.stringify(event), LogType: "Tail" }),
      );
      const log = Buffer.from(reply.LogResult ?? "", "base64").toString();
      return { error: reply.FunctionError, text: Buffer.from(reply.Payload ?? []).toString(), log };
    },
  };
}
