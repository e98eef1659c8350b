import { sizeText } from "../../../web/parts/bytes.ts";
import { ConfirmCard } from "../../../web/parts/confirm.tsx";
import { Copy } from "../../../web/parts/copy.tsx";
import { durationText } from "../../../web/parts/durations.ts";
import { ICONS, Icon } from "../../../web/parts/marks.tsx";
import { Act, Card, Facts, Field, FoldCard, Head, Live, OutsideName } from "../../../web/parts/parts.tsx";
import { PolicyCard } from "../../../web/parts/policy-card.tsx";
import { StackLink } from "../../../web/parts/stack-link.tsx";
import { stackOf } from "../../../web/stack-names.ts";
import type { ConsoleContext, ConsoleView } from "../../../wire/console-area.ts";
import { REDRIVEN_AT_ONCE } from "./actions.ts";
import { QUEUES_PATH, queuePath } from "./addresses.ts";
import { lookAt, MessagesCard } from "./messages.tsx";
import { isFifo, numberOf, type QueueView, readQueue, readSources, redriveOf } from "./read.ts";

interface QueuePage {
  readonly queue: QueueView;
  /** Names of the queues whose dead letters come here. */
  readonly sources: readonly string[];
  readonly stack: string | undefined;
}

/** A queue: what is in it, what it is set to, and what can be done. */
export async function queueView(
  console: ConsoleContext,
  name: string,
  query: URLSearchParams,
): Promise<ConsoleView> {
  const queue = await readQueue(console, name);
  const [sources, stack] = await Promise.all([readSources(console, queue.url), stackOf(console, queue.url)]);
  const view = { queue, sources, stack };
  return {
    title: `${name} · Queues`,
    body: (
      <>
        <Head
          title={<OutsideName name={name} />}
          lead={
            <>
              <a href={QUEUES_PATH}>Queues</a>
              {isFifo(queue) ? " · FIFO" : " · standard"}
            </>
          }
        >
          <a class="btn" href="#send">
            Send
          </a>
        </Head>
        <div class="grid two">
          <div class="col">
            <Numbers queue={queue} />
            <MessagesCard {...lookAt(console, name, positionIn(query))} />
          </div>
          <div class="col">
            <SendCard queue={queue} />
            {sources.length === 0 ? null : <RedriveCard view={view} />}
            <SettingsCard view={view} />
            <PolicyCard policy={queue.attributes["Policy"] ?? ""} does="send and receive" />
            <ConfirmCard
              id="purge"
              title="Purge …"
              action={`${queuePath(name)}/purge`}
              label="Type the name of the queue to purge it"
              button="Purge"
            >
              All messages are gone for good, those in flight too.
            </ConfirmCard>
          </div>
        </div>
      </>
    ),
  };
}

function positionIn(query: URLSearchParams): number {
  const given = Number(query.get("after") ?? 0);
  return Number.isSafeInteger(given) && given > 0 ? given : 0;
}

const Numbers = ({ queue }: { readonly queue: QueueView }) => (
  <Live id="numbers">
    <section class="card" aria-label="Numbers">
      <dl class="tally">
        {NUMBERS.map(([title, attribute]) => (
          <div>
            <dt>{title}</dt>
            <dd>{numberOf(queue, attribute).toLocaleString("en-GB")}</dd>
          </div>
        ))}
      </dl>
    </section>
  </Live>
);

const NUMBERS = [
  ["Waiting", "ApproximateNumberOfMessages"],
  ["In flight", "ApproximateNumberOfMessagesNotVisible"],
  ["Delayed", "ApproximateNumberOfMessagesDelayed"],
] as const;

const SendCard = ({ queue }: { readonly queue: QueueView }) => (
  <Card id="send" title="Send a message">
    <form class="body col" method="post" action={`${queuePath(queue.name)}/send`}>
      <Field id="body" label="Body">
        <textarea id="body" name="body" class="mono" rows={4} spellcheck={false} required />
      </Field>
      {isFifo(queue) ? (
        <>
          <Field id="group" label="Message group">
            <input id="group" name="group" class="mono" autocomplete="off" spellcheck={false} required />
          </Field>
          <Field
            id="deduplication"
            label="Deduplication id"
            hint={
              queue.attributes["ContentBasedDeduplication"] === "true"
                ? "Empty: the body’s hash is taken."
                : "The same one within five minutes is the same message."
            }
          >
            <input
              id="deduplication"
              name="deduplication"
              class="mono"
              autocomplete="off"
              spellcheck={false}
              aria-describedby="deduplication-hint"
            />
          </Field>
        </>
      ) : (
        <Field id="delay" label="Delay in seconds" hint="Empty: as the queue is set.">
          <input
            id="delay"
            name="delay"
            inputmode="numeric"
            autocomplete="off"
            aria-describedby="delay-hint"
          />
        </Field>
      )}
      <div class="btns">
        <button type="submit" class="btn primary">
          <Icon path={ICONS.send} />
          Send
        </button>
      </div>
    </form>
  </Card>
);

const RedriveCard = ({ view: { queue, sources } }: { readonly view: QueuePage }) => (
  <Card id="redrive" title="Redrive">
    <div class="body col">
      <p class="small">
        Dead letters of{" "}
        {sources.map((source, index) => (
          <>
            {index === 0 ? "" : ", "}
            <a href={queuePath(source)}>{source}</a>
          </>
        ))}{" "}
        end here. Each one that waits is received, sent back to the queue it came from, and deleted here: at
        most {REDRIVEN_AT_ONCE} at once.
      </p>
      <Act action={`${queuePath(queue.name)}/redrive`}>
        <button type="submit" class="btn">
          Send back what waits
        </button>
      </Act>
    </div>
  </Card>
);

const SettingsCard = ({ view: { queue, stack } }: { readonly view: QueuePage }) => {
  const { attributes, url } = queue;
  const redrive = redriveOf(queue);
  const seconds = (name: string): string => durationText(numberOf(queue, name));
  return (
    <FoldCard id="settings" title="Settings">
      <div class="body">
        <Facts
          facts={[
            ["Made by", <StackLink stack={stack} />],
            ["Visibility timeout", seconds("VisibilityTimeout")],
            ["Keeps messages", seconds("MessageRetentionPeriod")],
            ["Delay", seconds("DelaySeconds")],
            ["A receive waits", seconds("ReceiveMessageWaitTimeSeconds")],
            ["Largest message", sizeText(numberOf(queue, "MaximumMessageSize"))],
            [
              "Dead letters",
              redrive === undefined ? (
                "stay until they are too old"
              ) : (
                <>
                  {`after ${redrive.maxReceiveCount} receives to `}
                  <a href={queuePath(redrive.target)}>{redrive.target}</a>
                </>
              ),
            ],
            [
              "Same by content",
              isFifo(queue) ? (attributes["ContentBasedDeduplication"] === "true" ? "yes" : "no") : undefined,
            ],
            [
              "ARN",
              <>
                <code class="outside">{attributes["QueueArn"]}</code>{" "}
                <Copy text={attributes["QueueArn"] ?? ""} label="the ARN" />
              </>,
            ],
            [
              "Address",
              <>
                <code class="outside">{url}</code> <Copy text={url} label="the address" />
              </>,
            ],
          ]}
        />
      </div>
    </FoldCard>
  );
};
