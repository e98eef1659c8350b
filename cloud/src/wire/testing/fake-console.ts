import type { Mailbox } from "../../core/ports/mailbox.ts";
import type {
  ConsoleCall,
  ConsoleContext,
  ConsoleFile,
  ConsoleForm,
  ConsoleReply,
  ConsoleRequest,
  ConsoleTrace,
  TracedStory,
} from "../console-area.ts";

type Answers = Readonly<Record<string, unknown>>;

export interface FakeConsole extends ConsoleContext {
  /** What was asked of the cloud, in order. */
  readonly asked: readonly { readonly operation: string; readonly input: unknown }[];
  readonly sent: readonly (Omit<ConsoleCall, "service"> & { readonly service?: string })[];
}

export interface FakeConsoleParts {
  /** By `service:Operation`: what it answers; an error is thrown, a function is called with the input. */
  readonly answers?: Answers;
  readonly reply?: ConsoleReply;
  readonly stories?: readonly TracedStory[];
  readonly lines?: readonly string[];
  readonly context?: Partial<ConsoleContext>;
}

/** Nothing happened. */
export const NO_TRACE: ConsoleTrace = {
  story: () => undefined,
  kept: () => new Set(),
  lastRefusal: () => undefined,
  refusals: () => 0,
  refused: () => [],
  since: () => 0,
  newest: () => [],
};

/** There is no schedule. */
export const NO_SCHEDULES: ConsoleContext["schedules"] = {
  times: () => ({ nextAt: undefined, last: undefined }),
  runNow: () => Promise.reject(new Error("No schedule is here.")),
};

/** Nothing was sent. */
export const NO_MAILBOX: Mailbox = {
  deliver: () => undefined,
  list: () => [],
  clear: () => undefined,
  subscribe: () => () => undefined,
  count: () => 0,
};

/** A console of a test: it answers what it was given, and remembers what it was asked. */
export function fakeConsole(parts: FakeConsoleParts = {}): FakeConsole {
  const { answers = {}, stories = [], lines = [] } = parts;
  const reply = parts.reply ?? { status: 200, headers: {}, body: Buffer.alloc(0) };
  const asked: { operation: string; input: unknown }[] = [];
  const sent: (Omit<ConsoleCall, "service"> & { service?: string })[] = [];
  const [session, saved] = [new Map<string, unknown>(), new Map<string, unknown>()];
  return {
    account: "123456789012",
    region: "eu-west-1",
    port: 4566,
    base: "http://localhost:4566",
    now: () => 1_800_000_000_000,
    call: async <Output>(service: string, operation: string, input: unknown = {}) => {
      const name = `${service}:${operation}`;
      asked.push({ operation: name, input });
      const answer = answers[name];
      if (answer instanceof Error) throw answer;
      if (answer === undefined) throw new Error(`The test has no answer for ${name}.`);
      return (
        typeof answer === "function" ? (answer as (given: unknown) => unknown)(input) : answer
      ) as Output;
    },
    send: async (call) => {
      sent.push(call);
      return reply;
    },
    sendUnsigned: async (call) => {
      sent.push(call);
      return reply;
    },
    stream: () => Promise.reject(new Error("Nothing is streamed here.")),
    openSocket: () => Promise.reject(new Error("No socket is here.")),
    mqtt: { port: 1883, tlsPort: 8883, connections: () => [] },
    queues: { look: () => [] },
    schedules: NO_SCHEDULES,
    folderTemplate: async () => undefined,
    held: () => [],
    signIns: {
      isReady: () => false,
      signIn: async () => ({ access: "access.of.person", id: "id.of.person" }),
      forget: () => undefined,
    },
    logs: { newest: () => lines },
    saved: mapped(saved),
    mailbox: NO_MAILBOX,
    trace: {
      ...NO_TRACE,
      story: (id) => stories.find(({ request }) => request === id),
      newest: () => stories,
    },
    session: { ...mapped(session), delete: (key) => void session.delete(key), changed: () => undefined },
    nameOf: () => undefined,
    asked,
    sent,
    ...parts.context,
  };
}

function mapped(values: Map<string, unknown>) {
  return {
    get: <Value>(key: string) => values.get(key) as Value | undefined,
    set: (key: string, value: unknown) => void values.set(key, value),
  };
}

export function fakeRequest(
  parameters: Readonly<Record<string, string>> = {},
  fields: Readonly<Record<string, string>> = {},
  query = "",
): ConsoleRequest {
  return { parameters, query: new URLSearchParams(query), form: fakeForm(fields) };
}

export function fakeForm(
  fields: Readonly<Record<string, string | readonly string[]>>,
  file?: ConsoleFile,
): ConsoleForm {
  const all = (name: string): string[] => [fields[name] ?? []].flat();
  return { text: (name) => all(name)[0] ?? "", all, file: () => file };
}
