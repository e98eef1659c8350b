import { Duplex, Readable } from "node:stream";
import { raw } from "hono/html";
import { AwsError } from "../../core/errors.ts";
import { NO_PEOPLE } from "../../core/ports/people.ts";
import { systemRandomness } from "../../core/randomness.ts";
import type { StartedWith } from "../../core/shown-commands.ts";
import { createCauses, createProbes, createTraceLog } from "../../trace/trace-log.ts";
import type { ConsoleArea } from "../../wire/console-area.ts";
import type { HttpRequest } from "../../wire/http.ts";
import { NO_MAILBOX, NO_SCHEDULES } from "../../wire/testing/fake-console.ts";
import { createConsole } from "../index.ts";
import { createSessions } from "../sessions.ts";

export const HOST = "portcullis.localhost:4566";
export const ORIGIN = `http://${HOST}`;
const NOTHING = Buffer.from("{}");

const LOCKERS: ConsoleArea = {
  path: "lockers",
  title: "Lockers",
  group: "resources",
  order: 1,
  icon: "M0 0",
  key: "l",
  count: async () => {
    throw new Error("no number just now");
  },
  pages: [
    { method: "GET", path: "", handle: () => ({ view: { title: "Lockers", body: "<p>all</p>" } }) },
    {
      method: "GET",
      path: "/:name",
      handle: (_console, { parameters }) => ({
        view: { title: parameters["name"] ?? "", body: `one:${parameters["name"]}` },
      }),
    },
    {
      method: "GET",
      path: "/turned",
      handle: () => ({
        view: {
          title: "t\u2066",
          body: raw(
            '<p>a\u202eb\u001bc\nd</p><textarea name="x">a\u202eb</textarea><b>\u2067</b><input value="\u202ev">',
          ),
        },
      }),
    },
    {
      method: "POST",
      path: "/:name/leads",
      handle: (_console, { form }) => ({
        redirect: form.text("to") || "/_portcullis/lockers",
        notice: {
          verdict: "yes",
          text: "",
          undo: { action: form.text("undo") || "/_portcullis/lockers", fields: {} },
          more: { href: form.text("more") || "/_portcullis/lockers", text: "Why?" },
        },
      }),
    },
    {
      method: "POST",
      path: "/:name",
      handle: (_console, { form }) => {
        if (form.text("code") !== "1") throw new AwsError("AccessDenied", "Not <b>you</b>.", 403);
        return {
          redirect: "/_portcullis/lockers",
          notice: {
            verdict: "yes",
            text: "Opened <it>.",
            undo: { action: "/_portcullis/lockers/a", fields: { x: '"' } },
            more: { href: "/_portcullis/trace/1", text: "Why?" },
          },
        };
      },
    },
  ],
};

/** A console with one area, `lockers`, and those given, and a session that is open. */
export function opened(startedWith: StartedWith = {}, areas: readonly ConsoleArea[] = []) {
  const clock = { now: () => 1_800_000_000_000 };
  const sessions = createSessions({ randomness: systemRandomness });
  const probes = createProbes();
  const log = createTraceLog({ clock, causes: createCauses(), probes });
  const answer = createConsole({
    startedAt: 0,
    version: "1",
    startedWith,
    sessions,
    areas: [LOCKERS, ...areas],
    account: "123456789012",
    region: "eu-west-1",
    port: 4566,
    base: "http://localhost:4566",
    clock,
    log,
    mailbox: () => NO_MAILBOX,
    people: NO_PEOPLE,
    place: () => "home",
    isReady: () => true,
    addresses: () => [{ name: "App", address: "http://localhost:3000", opens: true }],
    cards: async () => [],
    send: async () => ({ status: 200, headers: {}, body: NOTHING }),
    stream: async () => ({ status: 200, headers: {}, body: Readable.from([]) }),
    openSocket: async () => Duplex.from([]),
    mqtt: { port: 1883, tlsPort: 8883, connections: () => [] },
    queues: { look: () => [] },
    schedules: NO_SCHEDULES,
    folderTemplate: async () => undefined,
    held: () => [],
    sendUnsigned: async () => ({ status: 200, headers: {}, body: NOTHING }),
    signInsOf: () => ({
      isReady: () => false,
      signIn: async () => ({ asks: "password" }),
      forget: () => undefined,
    }),
    logs: { newest: () => [] },
    saved: { get: () => undefined, set: () => undefined },
  });
  const cookie = `portcullis-console-4566=${sessions.open(sessions.newKey())}`;
  const ask = (path: string, fields: Partial<HttpRequest> = {}) =>
    answer({
      method: "GET",
      path: `/_portcullis/${path}`,
      query: "",
      rawHeaders: [],
      stream: Readable.from([]),
      sourceIp: "127.0.0.1",
      requestId: "r",
      ...fields,
      headers: { host: HOST, ...fields.headers },
    });
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    ask(path, {
      method: "POST",
      headers: { cookie, origin: ORIGIN, "content-type": "application/x-www-form-urlencoded", ...headers },
      stream: Readable.from([Buffer.from(body)]),
    });
  return { sessions, log, probes, cookie, ask, post };
}
