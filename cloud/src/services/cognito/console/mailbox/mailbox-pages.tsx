import { Empty, Head } from "../../../../web/parts/parts.tsx";
import type {
  ConsoleAnswer,
  ConsoleContext,
  ConsolePage,
  ConsoleRequest,
} from "../../../../wire/console-area.ts";
import { no, yes } from "../notices.ts";
import { findMessages, requestBehind } from "./letters.ts";
import { type Form, MAILBOX, MailboxPage, type OpenedMessage } from "./mailbox.tsx";

const ON_A_PAGE = 50;

/** Messages that pools would have sent, by mail and by phone. */
export const mailboxPages: readonly ConsolePage[] = [
  { method: "GET", path: "", handle: (console, request) => page(console, request, undefined) },
  { method: "GET", path: "/:id", handle: messagePage },
  { method: "POST", path: "/empty", handle: empty },
];

function page(
  { mailbox }: ConsoleContext,
  { query }: ConsoleRequest,
  opened: OpenedMessage | undefined,
): ConsoleAnswer {
  const text = (query.get("q") ?? "").trim().slice(0, 200);
  const found = findMessages(mailbox, text);
  const asked = Number(query.get("from") ?? "0");
  const from = Number.isSafeInteger(asked) && asked > 0 && asked < found.length ? asked : 0;
  const view = { messages: found.slice(from, from + ON_A_PAGE), found: found.length, from, text, opened };
  return { view: { title: "Mailbox", body: <MailboxPage view={view} /> } };
}

function messagePage(console: ConsoleContext, request: ConsoleRequest): ConsoleAnswer {
  const { parameters, query } = request;
  const message = findMessages(console.mailbox, "").find(({ id }) => id === parameters["id"]);
  if (message === undefined) return { view: gone() };
  const form = formIn(query.get("as")) ?? (message.medium === "SMS" ? "phone" : "mail");
  return page(console, request, {
    message,
    form,
    behind: requestBehind(console, message),
    now: console.now(),
  });
}

function formIn(text: string | null): Form | undefined {
  return (["mail", "phone", "source"] as const).find((form) => form === text);
}

function gone() {
  return {
    title: "Mailbox",
    status: 404,
    body: (
      <>
        <Head title="Mailbox" />
        <Empty
          text={
            <>
              There is no such message; the newest 1,000 are kept. <a href={MAILBOX}>All messages</a>
            </>
          }
        />
      </>
    ),
  };
}

/** CON-8 */
function empty({ mailbox }: ConsoleContext, { form }: ConsoleRequest): ConsoleAnswer {
  if (form.text("name").trim().toLowerCase() !== "mailbox") {
    return { redirect: MAILBOX, notice: no("Not emptied: the word typed is not mailbox.") };
  }
  mailbox.clear();
  return { redirect: MAILBOX, notice: yes("The mailbox is empty.") };
}
