import { ArnLink } from "../../../web/parts/arn-link.tsx";
import { Copy } from "../../../web/parts/copy.tsx";
import { ICONS, Icon } from "../../../web/parts/marks.tsx";
import { FirstAndNext } from "../../../web/parts/paging.tsx";
import { Card, Empty, Facts, Field, FoldCard, Head, OutsideName } from "../../../web/parts/parts.tsx";
import { PolicyCard } from "../../../web/parts/policy-card.tsx";
import { printable } from "../../../web/parts/printable.ts";
import { StackLink } from "../../../web/parts/stack-link.tsx";
import { type Columns, Table } from "../../../web/parts/table.tsx";
import { CONSOLE_PATH } from "../../../web/paths.ts";
import { stackOf } from "../../../web/stack-names.ts";
import type { ConsoleContext, ConsoleView } from "../../../wire/console-area.ts";
import { TOPICS_PATH, topicPath } from "./addresses.ts";
import { draftOf, type PublishDraft } from "./publish.ts";
import {
  isFifo,
  readSubscriptions,
  readTopic,
  type SubscriptionsPage,
  type SubscriptionView,
  type TopicView,
} from "./read.ts";

/** A topic: who subscribed to it, its policy, and a message to publish. */
export async function topicView(
  console: ConsoleContext,
  name: string,
  query: URLSearchParams,
): Promise<ConsoleView> {
  const topic = await readTopic(console, name);
  const token = query.get("token");
  const [page, stack] = await Promise.all([
    readSubscriptions(console, topic.arn, token),
    stackOf(console, topic.arn),
  ]);
  return {
    title: `${name} · Topics`,
    body: (
      <>
        <Head
          title={<OutsideName name={name} />}
          lead={
            <>
              <a href={TOPICS_PATH}>Topics</a>
              {isFifo(topic) ? " · FIFO" : " · standard"}
            </>
          }
        >
          <a class="btn" href="#publish">
            Publish
          </a>
        </Head>
        <div class="grid two">
          <SubscriptionsCard topic={topic} page={page} isFirst={token === null} />
          <div class="col">
            <PublishCard topic={topic} draft={draftOf(console, name)} />
            <AboutCard topic={topic} stack={stack} />
            <PolicyCard policy={topic.attributes["Policy"] ?? ""} does="publish" />
          </div>
        </div>
      </>
    ),
  };
}

interface SubscriptionsProps {
  readonly topic: TopicView;
  readonly page: SubscriptionsPage;
  readonly isFirst: boolean;
}

const SubscriptionsCard = ({ topic, page: { subscriptions, next }, isFirst }: SubscriptionsProps) => (
  <Card id="subscriptions" title="Subscriptions">
    {subscriptions.length === 0 ? (
      <Empty
        text="Nobody subscribed: what is published goes nowhere."
        command={`aws sns subscribe --topic-arn ${topic.arn} --protocol sqs --notification-endpoint ARN`}
      />
    ) : (
      <Table class="messages" columns={COLUMNS} rows={subscriptions} />
    )}
    <FirstAndNext
      shown={subscriptions.length}
      noun="subscription"
      first={isFirst ? undefined : topicPath(topic.name)}
      next={next === undefined ? undefined : topicPath(topic.name, { token: next })}
    />
  </Card>
);

const COLUMNS: Columns<SubscriptionView> = [
  { title: "By", cell: ({ protocol }) => protocol },
  {
    title: "To",
    cell: (subscription) => (
      <>
        <Endpoint subscription={subscription} />
        <Conditions subscription={subscription} />
      </>
    ),
  },
  {
    title: "State",
    cell: ({ arn }) =>
      arn === undefined ? <span class="chip">to be confirmed</span> : <span class="chip yes">confirmed</span>,
  },
];

const Endpoint = ({
  subscription: { protocol, endpoint, arn },
}: {
  readonly subscription: SubscriptionView;
}) => (
  <>
    {protocol === "sqs" || protocol === "lambda" ? (
      <ArnLink arn={endpoint} />
    ) : (
      <span class="outside">{printable(endpoint)}</span>
    )}
    {arn === undefined && protocol.startsWith("email") ? (
      <span class="small muted">
        {" "}
        its link is in the <a href={`${CONSOLE_PATH}mailbox`}>mailbox</a>
      </span>
    ) : null}
  </>
);

/** What of a subscription is not plain. */
const Conditions = ({ subscription: { attributes } }: { readonly subscription: SubscriptionView }) => {
  const { FilterPolicy: filter, FilterPolicyScope: scope, RedrivePolicy: redrive } = attributes;
  const facts = [
    [
      scope === "MessageBody" ? "Only where the body has" : "Only where the attributes have",
      filter === undefined ? undefined : <code class="outside">{printable(filter)}</code>,
    ],
    ["Form", attributes["RawMessageDelivery"] === "true" ? "the message alone" : undefined],
    ["Dead letters to", redrive === undefined ? undefined : <ArnLink arn={deadLettersOf(redrive)} />],
  ] as const;
  return facts.every(([, value]) => value === undefined) ? null : <Facts facts={facts} />;
};

/** The cloud takes no other policy than one that names its queue. */
function deadLettersOf(redrivePolicy: string): string {
  const { deadLetterTargetArn = redrivePolicy } = JSON.parse(redrivePolicy) as {
    readonly deadLetterTargetArn?: string;
  };
  return deadLetterTargetArn;
}

const PublishCard = ({ topic, draft }: { readonly topic: TopicView; readonly draft: PublishDraft }) => (
  <Card id="publish" title="Publish a message">
    <form class="body col" method="post" action={`${topicPath(topic.name)}/publish`}>
      <Field id="subject" label="Subject" hint="Of mails; may be empty.">
        <input
          id="subject"
          name="subject"
          value={draft.subject}
          autocomplete="off"
          aria-describedby="subject-hint"
        />
      </Field>
      <Field id="message" label="Message">
        <textarea id="message" name="message" class="mono" rows={4} spellcheck={false} required>
          {draft.message}
        </textarea>
      </Field>
      <Field
        id="attributes"
        label="Attributes"
        hint={
          <>
            For filters, one a line: <code>kind=order</code>
          </>
        }
      >
        <textarea
          id="attributes"
          name="attributes"
          class="mono"
          rows={2}
          spellcheck={false}
          aria-describedby="attributes-hint"
        >
          {draft.attributes}
        </textarea>
      </Field>
      {isFifo(topic) ? (
        <>
          <Field id="group" label="Message group">
            <input id="group" name="group" class="mono" autocomplete="off" spellcheck={false} required />
          </Field>
          <Field id="deduplication" label="Deduplication id">
            <input
              id="deduplication"
              name="deduplication"
              class="mono"
              autocomplete="off"
              spellcheck={false}
            />
          </Field>
        </>
      ) : null}
      <div class="btns">
        <button type="submit" class="btn primary">
          <Icon path={ICONS.send} />
          Publish
        </button>
      </div>
    </form>
  </Card>
);

const AboutCard = ({ topic, stack }: { readonly topic: TopicView; readonly stack: string | undefined }) => (
  <FoldCard id="about" title="About">
    <div class="body">
      <Facts
        facts={[
          ["Made by", <StackLink stack={stack} />],
          ["Name in texts", topic.attributes["DisplayName"] || undefined],
          ["Confirmed", topic.attributes["SubscriptionsConfirmed"]],
          ["To be confirmed", topic.attributes["SubscriptionsPending"]],
          [
            "ARN",
            <>
              <code class="outside">{topic.arn}</code> <Copy text={topic.arn} label="the ARN" />
            </>,
          ],
        ]}
      />
    </div>
  </FoldCard>
);
