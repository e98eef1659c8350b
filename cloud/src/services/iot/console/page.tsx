import { Copy } from "../../../web/parts/copy.tsx";
import { ICONS, Icon } from "../../../web/parts/marks.tsx";
import { Act, Card, Field, Head } from "../../../web/parts/parts.tsx";
import { printable } from "../../../web/parts/printable.ts";
import { CONSOLE_PATH } from "../../../web/paths.ts";
import type { ConsoleContext, ConsoleView } from "../../../wire/console-area.ts";
import { ConnectedCard } from "./connected.tsx";
import type { Listening } from "./listening.ts";
import { MessagesCard } from "./messages.tsx";
import { knownRoles, NOBODY, type Publisher } from "./publishers.ts";
import { RetainedCard, retainedPage } from "./retained.tsx";
import { listeningOf, MQTT_PATH } from "./topics.ts";

interface Draft {
  readonly topic: string;
  readonly payload: string;
  readonly qos: string;
  /** Empty for the administrator. */
  readonly as: string;
}

/** Messages, who is connected, what is retained, and a form that publishes. */
export async function mqttView(console: ConsoleContext, query: URLSearchParams): Promise<ConsoleView> {
  const listening = listeningOf(console);
  const [problem, retained, roles] = await Promise.all([
    listening.look().then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.message : "It did not answer."),
    ),
    retainedPage(console, query.get("retained")),
    knownRoles(console),
  ]);
  const draft = console.session.get<Draft>("mqtt-draft");
  return {
    title: "MQTT",
    body: (
      <>
        <Head title="MQTT" lead={<Addresses console={console} />}>
          <button type="button" class="btn" data-pause hidden>
            <Icon path={ICONS.pause} />
            Pause
          </button>
        </Head>
        <div class="grid two">
          <div class="col">
            <MessagesCard console={console} listening={listening} problem={problem} />
            <PublishCard draft={draft} roles={roles} />
          </div>
          <div class="col">
            <ConnectedCard console={console} own={listening.clientId} query={query} />
            <RetainedCard page={retained} />
            <SubscriptionsCard listening={listening} />
          </div>
        </div>
      </>
    ),
  };
}

const Addresses = ({ console: { mqtt, port } }: { readonly console: ConsoleContext }) => (
  <span class="addresses">
    {[
      `mqtt://127.0.0.1:${mqtt.port}`,
      `mqtts://127.0.0.1:${mqtt.tlsPort}`,
      `ws://127.0.0.1:${port}/mqtt`,
    ].map((address) => (
      <span class="nowrap">
        <code>{address}</code> <Copy text={address} label={`the address ${address}`} />
      </span>
    ))}
  </span>
);

const ADMINISTRATOR: Publisher = { value: "", label: "the administrator’s key" };

const PublishCard = ({
  draft,
  roles,
}: {
  readonly draft: Draft | undefined;
  readonly roles: readonly Publisher[];
}) => (
  <Card
    id="publish"
    title="Publish"
    foot={
      <>
        Which roles may publish, and where, stands in <a href={`${CONSOLE_PATH}access`}>Access</a>.
      </>
    }
  >
    <form class="body col" method="post" action={`${MQTT_PATH}/publish`}>
      <div class="publish-line">
        <Field id="topic" label="Topic">
          <input
            id="topic"
            name="topic"
            class="mono"
            value={draft?.topic ?? ""}
            spellcheck={false}
            autocomplete="off"
            required
          />
        </Field>
        <Field id="qos" label="QoS">
          <select id="qos" name="qos">
            <option value="0" selected={draft?.qos !== "1"}>
              0, at most once
            </option>
            <option value="1" selected={draft?.qos === "1"}>
              1, at least once
            </option>
          </select>
        </Field>
      </div>
      <Field
        id="as"
        label="As"
        hint="Of a role its policies are asked; what they allow is sent with the administrator’s key."
      >
        <select id="as" name="as" aria-describedby="as-hint">
          {[ADMINISTRATOR, NOBODY, ...roles].map(({ value, label }) => (
            <option value={value} selected={value === (draft?.as ?? "")}>
              {label}
            </option>
          ))}
        </select>
      </Field>
      <Field id="payload-text" label="Payload">
        <textarea id="payload-text" name="payload" rows={3} spellcheck={false}>
          {draft?.payload ?? ""}
        </textarea>
      </Field>
      <div class="btns">
        <button type="submit" class="btn primary">
          <Icon path={ICONS.send} />
          Publish
        </button>
        <label class="check">
          <input type="checkbox" name="retain" />
          Retain
        </label>
      </div>
    </form>
  </Card>
);

const SubscriptionsCard = ({ listening }: { readonly listening: Listening }) => (
  <Card id="hears" title="This page hears">
    <div class="body col">
      {listening.filters.size === 0 ? <p class="small muted">No topic: nothing arrives above.</p> : null}
      <ul class="col filters-heard">
        {[...listening.filters].map(([filter, state]) => (
          <li>
            <code class="outside">{printable(filter)}</code>
            {state === "refused" ? <span class="chip no">refused</span> : null}
            <Act action={`${MQTT_PATH}/unsubscribe`} fields={{ filter }}>
              <button type="submit" class="btn quiet" aria-label={`Stop hearing ${printable(filter)}`}>
                Stop
              </button>
            </Act>
          </li>
        ))}
      </ul>
      <form class="add-line" method="post" action={`${MQTT_PATH}/subscribe`}>
        <Field
          id="filter"
          label="Topic filter"
          hint="+ is one level, # all below; $aws/events/# tells who comes and goes."
        >
          <input
            id="filter"
            name="filter"
            class="mono"
            spellcheck={false}
            autocomplete="off"
            required
            aria-describedby="filter-hint"
          />
        </Field>
        <button type="submit" class="btn">
          Subscribe
        </button>
      </form>
    </div>
  </Card>
);
