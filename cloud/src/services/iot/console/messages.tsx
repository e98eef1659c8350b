import { sizeText } from "../../../web/parts/bytes.ts";
import { Mark, verdictOf } from "../../../web/parts/marks.tsx";
import { Act, Card, Empty, Live } from "../../../web/parts/parts.tsx";
import { Payload } from "../../../web/parts/payload.tsx";
import { printable } from "../../../web/parts/printable.ts";
import { CONSOLE_PATH } from "../../../web/paths.ts";
import type { ConsoleContext, TracedRequest } from "../../../wire/console-area.ts";
import type { HeardMessage, HeardRow, Listening, ListeningGap } from "./listening.ts";
import { MQTT_PATH } from "./topics.ts";

interface MessagesProps {
  readonly console: Pick<ConsoleContext, "trace">;
  readonly listening: Listening;
  /** Why nothing is heard. */
  readonly problem: string | undefined;
}

const MOST_REFUSALS = 50;
/** As the trace calls packets and calls of the HTTP API. */
const SERVICES = ["mqtt", "iot-data"];
const MOST_SHOWN = 100;
const SHOWN_CHARACTERS = 240;

type Row = HeardRow | { readonly kind: "refusal"; readonly at: number; readonly refusal: TracedRequest };

/** What this page heard and what was refused, newest first, one list. */
export const MessagesCard = ({ console, listening, problem }: MessagesProps) => {
  const refusals = refusalsSince(console, listening.clearedAt);
  const rows = [...listening.rows, ...refusals].sort((a, b) => b.at - a.at).slice(0, MOST_SHOWN);
  return (
    <Card
      id="messages-head"
      title="Messages"
      aside={
        <Act action={`${MQTT_PATH}/clear`}>
          <button type="submit" class="btn quiet">
            Clear
          </button>
        </Act>
      }
      foot="The last 200 are kept in memory while this browser looks. MQTT does not tell who published a message."
    >
      <Live id="messages">
        {problem === undefined ? null : (
          <div class="note no inside" role="alert">
            <Mark verdict="no" />
            <div>
              <p>
                <b>Nothing is heard just now.</b>
              </p>
              <p>{printable(problem)}</p>
            </div>
          </div>
        )}
        {rows.length === 0 ? (
          <Empty text={<NothingYet listening={listening} />} />
        ) : (
          <ol class="log" data-rows aria-label="Messages, newest first">
            {rows.map((row) => (
              <LogRow row={row} />
            ))}
          </ol>
        )}
        <p class="count-line">
          <span>
            {`${counted(listening.count, "message")} since `}
            <ExactTime at={listening.since} />
            {refusals.length === 0 ? "" : `, ${refusals.length} refused`}
          </span>
        </p>
      </Live>
    </Card>
  );
};

const NothingYet = ({ listening }: { readonly listening: Listening }) => (
  <>
    Nothing was published {listening.filters.size === 0 ? "that this page hears" : "to what this page hears"}{" "}
    since <ExactTime at={listening.since} />.
  </>
);

function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

/** Refused packets, and refused calls of Publish, also those of functions. */
function refusalsSince({ trace }: Pick<ConsoleContext, "trace">, since: number): Row[] {
  return trace
    .refused(SERVICES, MOST_REFUSALS)
    .filter(({ at }) => at >= since)
    .map((refusal) => ({ kind: "refusal" as const, at: refusal.at, refusal }));
}

const LogRow = ({ row }: { readonly row: Row }) => {
  if (row.kind === "message") return <MessageRow message={row} />;
  return row.kind === "gap" ? <GapRow gap={row} /> : <RefusalRow refusal={row.refusal} />;
};

const MessageRow = ({ message }: { readonly message: HeardMessage }) => (
  <li>
    <ExactTime at={message.at} />
    <div>
      <b class="outside">{printable(message.topic)}</b>{" "}
      <Payload bytes={message.payload} size={message.bytes} most={SHOWN_CHARACTERS} />{" "}
      <span class="muted">
        {`QoS ${message.qos} · ${sizeText(message.bytes)}${message.retained ? " · retained before" : ""}`}
      </span>
    </div>
  </li>
);

const GapRow = ({ gap }: { readonly gap: ListeningGap }) => (
  <li class="gap">
    <ExactTime at={gap.at} />
    <div>
      Heard nothing from <ExactTime at={gap.from} /> on: {gap.why}.
    </div>
  </li>
);

const RefusalRow = ({ refusal }: { readonly refusal: TracedRequest }) => (
  <li class="no">
    <ExactTime at={refusal.at} />
    <div>
      <Mark verdict={verdictOf(refusal.verdict)} /> <b>refused:</b>{" "}
      <span class="outside">{printable(refusal.sentence)}</span>{" "}
      <a href={`${CONSOLE_PATH}trace/${refusal.request}`}>Why?</a>
    </div>
  </li>
);

/** Messages follow each other within a second. */
const ExactTime = ({ at }: { readonly at: number }) => {
  const iso = new Date(at).toISOString();
  const local = new Date(at).toLocaleTimeString("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    fractionalSecondDigits: 3,
    hour12: false,
  });
  return (
    <time datetime={iso} title={iso}>
      {local}
    </time>
  );
};
