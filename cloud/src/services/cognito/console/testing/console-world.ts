import { findPage } from "../../../../console/routes.ts";
import { operationAnswer } from "../../../../wire/client/operation-answer.ts";
import { operationRequest } from "../../../../wire/client/operation-request.ts";
import type {
  ConsoleAnswer,
  ConsoleCall,
  ConsoleContext,
  ConsoleReply,
  Notice,
  TracedRequest,
} from "../../../../wire/console-area.ts";
import { fakeConsole, fakeForm, NO_TRACE } from "../../../../wire/testing/fake-console.ts";
import { serveCognito } from "../../testing/service.ts";
import { areas } from "../index.ts";

export interface WorldOptions {
  /** What a function answers, by the event it gets; none: there is no function. */
  readonly runFunction?: (event: FunctionEvent) => unknown;
  readonly traced?: readonly TracedRequest[];
}

/** What a pre-token function looks at. */
export interface FunctionEvent {
  readonly triggerSource: string;
  readonly request: { readonly groupConfiguration: { readonly groupsToOverride: readonly string[] } };
  readonly [member: string]: unknown;
}

/** The pages over the real service: what an action does is asked of the API, as anybody would. */
export async function consoleWorld({ runFunction, traced = [] }: WorldOptions = {}) {
  const cognito = await serveCognito();
  const calls: string[] = [];
  const sent: ConsoleCall[] = [];
  const console: ConsoleContext = fakeConsole({
    context: {
      now: () => cognito.clock.now(),
      call: async <Output>(service: string, operation: string, input = {}) => {
        calls.push(operation);
        const { method, path, headers, body } = operationRequest(service, operation, input);
        const reply = await fetch(`${cognito.url}${path}`, { method, headers, body: String(body) });
        const raw = {
          status: reply.status,
          headers: Object.fromEntries(reply.headers),
          body: Buffer.from(await reply.arrayBuffer()),
        };
        return operationAnswer(raw) as Output;
      },
      send: async (call) => {
        sent.push(call);
        return replyTo(call, runFunction);
      },
      mailbox: cognito.service.mailbox,
      trace: {
        ...NO_TRACE,
        since: () => Date.UTC(2026, 0, 2, 3, 4, 5),
        newest: ({ person }) =>
          traced
            .filter(({ who }) => person === undefined || who === person)
            .map((request) => ({
              ...request,
              asked: "",
              decided: "",
              concealed: false,
              steps: [],
              calls: [],
            })),
      },
    },
  });
  const answer = async (method: "GET" | "POST", address: string, fields: Fields): Promise<ConsoleAnswer> => {
    const { pathname, searchParams } = new URL(address, "http://portcullis.localhost/_portcullis/");
    const found = findPage(areas, method, pathname.slice("/_portcullis/".length));
    if (found === undefined) throw new Error(`No page for ${method} ${address}`);
    return found.page.handle(console, {
      parameters: found.parameters,
      query: searchParams,
      form: fakeForm(fields),
    });
  };
  return {
    ...cognito,
    console,
    calls,
    sent,
    /** The markup of a page. */
    visit: async (address: string): Promise<string> => {
      const result = await answer("GET", address, {});
      if (!("view" in result)) throw new Error("Not a page");
      return String(await result.view.body.toString());
    },
    /** What a form led to. */
    submit: async (address: string, fields: Fields = {}): Promise<Done> => {
      const result = await answer("POST", address, fields);
      if (!("redirect" in result)) throw new Error("Not an action");
      return { to: result.redirect, notice: result.notice };
    },
  };
}

type Fields = Readonly<Record<string, string | readonly string[]>>;

export interface Done {
  readonly to: string;
  readonly notice: Notice | undefined;
}

export type ConsoleWorld = Awaited<ReturnType<typeof consoleWorld>>;

function replyTo({ service, body }: ConsoleCall, runFunction: WorldOptions["runFunction"]): ConsoleReply {
  const json = (status: number, value: unknown, headers = {}): ConsoleReply => ({
    status,
    headers,
    body: Buffer.from(JSON.stringify(value)),
  });
  if (service !== "lambda") return json(200, { issuer: "http://localhost:4566/the-pool" });
  if (runFunction === undefined) {
    return json(404, {}, { "x-amzn-errortype": "ResourceNotFoundException" });
  }
  const answer = runFunction(JSON.parse(String(body)) as FunctionEvent);
  if (answer instanceof Error) {
    return json(200, { errorMessage: answer.message }, { "x-amz-function-error": "Unhandled" });
  }
  return json(200, answer);
}
