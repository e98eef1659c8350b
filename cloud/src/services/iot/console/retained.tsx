import { askingThisCloud, shellQuoted } from "../../../core/shown-commands.ts";
import { sizeText } from "../../../web/parts/bytes.ts";
import { Command } from "../../../web/parts/commands.tsx";
import { ConfirmCard } from "../../../web/parts/confirm.tsx";
import { Card, Empty, Facts, Head, Live, OutsideName, Time } from "../../../web/parts/parts.tsx";
import { Payload } from "../../../web/parts/payload.tsx";
import { printable } from "../../../web/parts/printable.ts";
import type { ConsoleContext, ConsoleView } from "../../../wire/console-area.ts";
import { MQTT_PATH } from "./topics.ts";

export interface RetainedMessage {
  readonly topic: string;
  readonly payload: Buffer;
  readonly qos: number;
  /** Epoch milliseconds. */
  readonly lastModifiedTime: number;
}

export interface RetainedPage {
  readonly messages: readonly RetainedMessage[];
  readonly nextToken?: string;
}

/** Each is asked for by itself: the list of AWS has no payloads. */
const ON_A_PAGE = 10;

/** Throws AwsError ResourceNotFoundException where none is retained. */
export async function retainedOf(
  console: Pick<ConsoleContext, "call">,
  topic: string,
): Promise<RetainedMessage> {
  const found = await console.call<Omit<RetainedMessage, "payload"> & { payload: string }>(
    "iot-data",
    "GetRetainedMessage",
    { topic },
  );
  return { ...found, payload: Buffer.from(found.payload, "base64") };
}

export async function retainedPage(
  console: Pick<ConsoleContext, "call">,
  token: string | null,
): Promise<RetainedPage> {
  const { retainedTopics, nextToken } = await console.call<{
    retainedTopics: readonly { topic: string }[];
    nextToken?: string;
  }>("iot-data", "ListRetainedMessages", {
    maxResults: ON_A_PAGE,
    ...(token === null ? {} : { nextToken: token }),
  });
  const messages = await Promise.all(
    // One that was cleared meanwhile is gone.
    retainedTopics.map(({ topic }) => retainedOf(console, topic).catch(() => undefined)),
  );
  return {
    messages: messages.filter((each): each is RetainedMessage => each !== undefined),
    ...(nextToken === undefined ? {} : { nextToken }),
  };
}

export const RetainedCard = ({ page: { messages, nextToken } }: { readonly page: RetainedPage }) => (
  <Card id="retained-head" title="Retained">
    <Live id="retained">
      {messages.length === 0 ? (
        <Empty text="No message is retained: who subscribes now gets nothing of before." />
      ) : (
        <ul class="list retained">
          {messages.map((message) => (
            <li>
              <a href={retainedPath(message.topic)}>
                <code>{printable(message.topic)}</code>
              </a>
              <Payload bytes={message.payload} size={message.payload.length} most={200} />
              <span class="muted small">
                {`${sizeText(message.payload.length)} · QoS ${message.qos} · `}
                <Time at={message.lastModifiedTime} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {nextToken === undefined ? null : (
        <p class="count-line">
          <span>{`${messages.length} shown`}</span>
          <a href={`${MQTT_PATH}?retained=${encodeURIComponent(nextToken)}`}>Next</a>
        </p>
      )}
    </Live>
  </Card>
);

function getCommand(topic: string): string {
  return askingThisCloud(`aws iot-data get-retained-message --topic ${shellQuoted(topic)}`);
}

function retainedPath(topic: string): string {
  return `${MQTT_PATH}/retained?topic=${encodeURIComponent(topic)}`;
}

/** One retained message, whole, and how to clear it. */
export async function retainedView(console: ConsoleContext, topic: string): Promise<ConsoleView> {
  const message = await retainedOf(console, topic);
  return {
    title: `${printable(topic)} · MQTT`,
    body: (
      <>
        <Head title={<OutsideName name={printable(topic)} />} lead={<a href={MQTT_PATH}>MQTT</a>} />
        <div class="grid two">
          <Card id="payload" title="Retained message">
            <div class="body col">
              <Payload bytes={message.payload} size={message.payload.length} most={message.payload.length} />
              <Facts
                facts={[
                  ["Size", sizeText(message.payload.length)],
                  ["QoS", message.qos],
                  ["Retained at", <Time at={message.lastModifiedTime} />],
                  ["By terminal", <Command text={getCommand(topic)} />],
                ]}
              />
            </div>
          </Card>
          <ConfirmCard
            id="clear"
            title="Clear it …"
            action={`${MQTT_PATH}/retained/clear`}
            fields={{ topic }}
            label="Type the topic to clear it"
            button="Clear the retained message"
          >
            An empty message is published and retained in its place: who subscribes later gets none.
          </ConfirmCard>
        </div>
      </>
    ),
  };
}
