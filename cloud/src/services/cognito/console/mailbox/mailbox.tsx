import type { Child } from "hono/jsx";
import type { StoredMessage } from "../../../../core/ports/mailbox.ts";
import { Copy } from "../../../../web/parts/copy.tsx";
import { ICONS, Icon } from "../../../../web/parts/marks.tsx";
import { Act, Empty, Facts, Field, Head, Live, Time } from "../../../../web/parts/parts.tsx";
import { printable } from "../../../../web/parts/printable.ts";
import { Sheet } from "../../../../web/parts/sheet.tsx";
import { CONSOLE_PATH } from "../../../../web/paths.ts";
import type { TracedRequest } from "../../../../wire/console-area.ts";
import { personAddress } from "../addresses.ts";
import { Moment } from "../moments.tsx";
import { PEOPLE_ICONS } from "../names.tsx";
import { goodUntil, isInvitation, isOfPool, titleOf } from "./letters.ts";
import { RichText } from "./rich-text.tsx";

export const MAILBOX = `${CONSOLE_PATH}mailbox`;

/** How a message is shown. */
export type Form = "mail" | "phone" | "source";

interface MailboxView {
  readonly messages: readonly StoredMessage[];
  readonly found: number;
  readonly from: number;
  readonly text: string;
  readonly opened: OpenedMessage | undefined;
}

export interface OpenedMessage {
  readonly message: StoredMessage;
  readonly form: Form;
  readonly behind: TracedRequest | undefined;
  readonly now: number;
}

export const MailboxPage = ({ view }: { readonly view: MailboxView }) => (
  <>
    <Head title="Mailbox" lead="What pools and functions send: nothing leaves this machine.">
      {view.found === 0 && view.text === "" ? null : (
        <button type="button" class="btn danger" popovertarget="m-empty">
          Empty …
        </button>
      )}
    </Head>
    <div class={`panes narrow${view.opened === undefined ? "" : " opened"}`}>
      <div class="col stick listpane" id="list">
        <Search text={view.text} />
        <section class="card" aria-label="Messages">
          <Live id="messages">
            <Messages view={view} />
          </Live>
        </section>
      </div>
      {view.opened === undefined ? (
        <div class="empty opt">
          <p>Open a message to read it as it arrives; its code is one click away in the list, too.</p>
        </div>
      ) : (
        <Message opened={view.opened} text={view.text} />
      )}
    </div>
    <EmptySheet />
  </>
);

const Search = ({ text }: { readonly text: string }) => (
  <search aria-label="Search messages">
    <form class="filters" action={MAILBOX}>
      <label class="vh" for="mq">
        Address, subject, text or code
      </label>
      <input
        id="mq"
        class="grow"
        name="q"
        type="search"
        placeholder="Address, subject or code"
        value={text}
        maxlength={200}
        autocomplete="off"
      />
      <button type="submit" class="btn">
        Search
      </button>
    </form>
  </search>
);

const Messages = ({ view }: { readonly view: MailboxView }) => (
  <>
    {view.messages.length === 0 ? <Nothing text={view.text} /> : null}
    <ol class="list" data-rows>
      {view.messages.map((message) => (
        <Row message={message} text={view.text} isOpen={message.id === view.opened?.message.id} />
      ))}
    </ol>
    <CountLine view={view} />
  </>
);

const Nothing = ({ text }: { readonly text: string }) =>
  text === "" ? (
    <Empty text={<b>Nothing was sent yet.</b>} command="npx portcullis user add you@example.com" />
  ) : (
    <div class="empty">
      <p>
        <b>{`No message holds “${text}”.`}</b>
      </p>
      <p class="chips">
        <a class="chip" href={MAILBOX}>
          <span class="vh">Remove the search </span>
          {`${text} ×`}
        </a>
      </p>
    </div>
  );

interface RowProps {
  readonly message: StoredMessage;
  readonly text: string;
  readonly isOpen: boolean;
}

const Row = ({ message, text, isOpen }: RowProps) => (
  <li class="letter">
    <a
      class="item"
      id={`m-${message.id}`}
      href={messageAddress(message.id, { text })}
      {...(isOpen ? { "aria-current": "true" } : {})}
    >
      <Icon path={message.medium === "SMS" ? PEOPLE_ICONS.phone : ICONS.mail} />
      <span class="l1">
        <b>
          <bdi>{titleOf(message)}</bdi>
        </b>
      </span>
      <span class="l2">
        <b>{printable(message.destination)}</b>
        {` · ${message.cause}`}
      </span>
    </a>
    <span class="quick">
      <Time at={message.sentAt} />
      {isOfPool(message) ? (
        <span class="nowrap">
          {isInvitation(message) ? null : <code>{message.code}</code>}{" "}
          <Copy
            text={message.code}
            label={`${isInvitation(message) ? "the first password" : "the code"} for ${message.destination}`}
          />
        </span>
      ) : null}
    </span>
  </li>
);

/** @param form as the medium has it, unless given */
function messageAddress(id: string, { text, form }: { readonly text: string; readonly form?: Form }): string {
  const query = new URLSearchParams();
  if (text !== "") query.set("q", text);
  if (form !== undefined) query.set("as", form);
  const written = query.toString();
  return `${MAILBOX}/${encodeURIComponent(id)}${written === "" ? "" : `?${written}`}`;
}

const CountLine = ({ view: { messages, from, found, text } }: { readonly view: MailboxView }) => {
  const last = from + messages.length;
  const page = (start: number): string =>
    `${MAILBOX}?${new URLSearchParams({ ...(text === "" ? {} : { q: text }), from: String(start) })}`;
  return (
    <p class="count-line">
      <span>
        {messages.length === 0
          ? "The newest 1,000 are kept"
          : `${(from + 1).toLocaleString("en")}–${last.toLocaleString("en")} of ${found.toLocaleString("en")}`}
      </span>
      <span class="nowrap">
        {from === 0 ? null : <a href={page(0)}>Newest</a>}{" "}
        {last >= found ? null : <a href={page(last)}>Older</a>}
      </span>
    </p>
  );
};

const FORMS: readonly { readonly form: Form; readonly label: string; readonly icon: string | undefined }[] = [
  { form: "mail", label: "Mail", icon: ICONS.mail },
  { form: "phone", label: "Phone", icon: PEOPLE_ICONS.phone },
  { form: "source", label: "Source", icon: undefined },
];

const Message = ({ opened, text }: { readonly opened: OpenedMessage; readonly text: string }) => {
  const { message, form } = opened;
  return (
    <article class="col" aria-labelledby="m-h">
      <a class="btn back" href={text === "" ? MAILBOX : `${MAILBOX}?${new URLSearchParams({ q: text })}`}>
        <Icon path={PEOPLE_ICONS.back} />
        All messages
      </a>
      <section class="card">
        <header>
          <h2 id="m-h">{titleOf(message)}</h2>
          <fieldset class="seg">
            <legend class="vh">Show as</legend>
            {FORMS.map((each) => (
              <a
                href={messageAddress(message.id, { text, form: each.form })}
                {...(each.form === form ? { "aria-current": "true" } : {})}
              >
                {each.icon === undefined ? null : <Icon path={each.icon} />}
                {each.label}
              </a>
            ))}
          </fieldset>
        </header>
        <div class="body col">
          {isOfPool(message) ? <Code opened={opened} /> : null}
          <About opened={opened} />
          <Shown message={message} form={form} />
        </div>
        <p class="foot">
          {isInvitation(message)
            ? "It is changed at the first sign-in; a new invitation ends this one."
            : "It counts once; a newer code of its kind ends this one."}
        </p>
      </section>
    </article>
  );
};

const lastingName = (message: StoredMessage): string =>
  isInvitation(message) ? "First password" : "Code, good for the sign-in that asked for it";

const Code = ({ opened: { message, now } }: { readonly opened: OpenedMessage }) => {
  const until = goodUntil(message);
  const isOver = until !== undefined && until <= now;
  return (
    <div class={isOver ? "code-line over" : "code-line"}>
      <span class="small what">
        {until === undefined ? lastingName(message) : isOver ? "Code, expired " : "Code, good until "}
        {until === undefined ? null : <Moment at={until} />}
      </span>
      <span class="big">{message.code}</span>
      <button type="button" class="btn primary" data-copy={message.code} data-key="c">
        <Icon path={ICONS.copy} />
        {isInvitation(message) ? "Copy password" : "Copy code"}
      </button>
    </div>
  );
};

const About = ({ opened: { message, behind } }: { readonly opened: OpenedMessage }) => (
  <Facts
    facts={[
      [
        "To",
        isOfPool(message) ? (
          <a href={personAddress(message.userPoolId, message.username)}>{printable(message.destination)}</a>
        ) : (
          printable(message.destination)
        ),
      ],
      ...(message.from === undefined ? [] : [["From", printable(message.from)] as const]),
      [
        "Sent",
        <>
          <Moment at={message.sentAt} />
          {message.medium === "SMS" ? " by text message" : " by mail"}
        </>,
      ],
      ["Because of", <Because cause={message.cause} behind={behind} />],
    ]}
  />
);

const Because = ({
  cause,
  behind,
}: {
  readonly cause: string;
  readonly behind: TracedRequest | undefined;
}) =>
  behind === undefined ? (
    <>
      {cause} <span class="muted small">· the request is not in the trace</span>
    </>
  ) : (
    <a href={`${CONSOLE_PATH}trace/${behind.request}`}>{`${behind.operation}, asked by ${behind.who}`}</a>
  );

const Shown = ({ message, form }: { readonly message: StoredMessage; readonly form: Form }): Child => {
  if (form === "source") return <pre class="pre">{sourceOf(message)}</pre>;
  if (form === "phone") {
    return (
      <div class="phone">
        <p class="from">{message.medium === "SMS" ? "Text message" : titleOf(message)}</p>
        <div class="bubble">
          <RichText text={message.body} />
        </div>
      </div>
    );
  }
  return (
    <div class="paper">
      <RichText text={message.body} />
    </div>
  );
};

function sourceOf({ medium, destination, subject, body, sentAt }: StoredMessage): string {
  const head = [`To: ${destination}`, `Date: ${new Date(sentAt).toUTCString()}`];
  return [...head, ...(medium === "EMAIL" ? [`Subject: ${subject}`] : []), "", body].join("\n");
}

/** What is lost asks for a word. */
const EmptySheet = () => (
  <Sheet id="m-empty" label="Empty the mailbox" title="Empty the mailbox?">
    <Act action={`${MAILBOX}/empty`}>
      <div class="sheet">
        <p>Every message goes; codes and first passwords that were sent still count.</p>
        <Field id="m-empty-word" label="Type mailbox to confirm">
          <input id="m-empty-word" name="name" autocomplete="off" required />
        </Field>
        <button type="submit" class="btn danger">
          Empty it
        </button>
      </div>
    </Act>
  </Sheet>
);
