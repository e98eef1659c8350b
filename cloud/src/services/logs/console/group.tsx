import { ConfirmCard } from "../../../web/parts/confirm.tsx";
import { Copy } from "../../../web/parts/copy.tsx";
import { Card, Day, Facts, FoldCard, Head, OutsideName } from "../../../web/parts/parts.tsx";
import { printable } from "../../../web/parts/printable.ts";
import { StackLink } from "../../../web/parts/stack-link.tsx";
import { CONSOLE_PATH, pathPart } from "../../../web/paths.ts";
import { stackOf } from "../../../web/stack-names.ts";
import type { ConsoleContext, ConsoleView } from "../../../wire/console-area.ts";
import { type AskedLines, groupPath, LOGS_PATH } from "./addresses.ts";
import { LinesCard, readShownLines } from "./lines.tsx";
import { type GroupView, readGroup, readStreams, type StreamView } from "./read.ts";
import { RetentionCard } from "./retention.tsx";

/** A log group: its lines, where they come from, and how long they are kept. */
export async function groupView(console: ConsoleContext, query: URLSearchParams): Promise<ConsoleView> {
  const name = query.get("name") ?? "";
  const asked = askedIn(query);
  const group = await readGroup(console, name);
  const [streams, stack, shown] = await Promise.all([
    readStreams(console, name),
    stackOf(console, name),
    readShownLines(console, name, asked),
  ]);
  return {
    title: `${name} · Log groups`,
    body: (
      <>
        <Head
          title={<OutsideName name={name} />}
          lead={
            <>
              <a href={LOGS_PATH}>Log groups</a>
              <Writer name={name} />
            </>
          }
        />
        <div class="grid two">
          <div class="col">
            <LinesCard group={name} asked={asked} shown={shown} />
          </div>
          <div class="col">
            <StreamsCard group={name} streams={streams} asked={asked} />
            <AboutCard group={group} stack={stack} />
            <RetentionCard group={group} />
            <ConfirmCard
              id="delete"
              title="Delete …"
              action={`${LOGS_PATH}/delete`}
              fields={{ name }}
              label="Type the name of the log group to delete it"
              button="Delete"
            >
              Its lines are gone for good. What logs to it makes it anew.
            </ConfirmCard>
          </div>
        </div>
      </>
    ),
  };
}

function askedIn(query: URLSearchParams): AskedLines {
  return {
    stream: query.get("stream") ?? "",
    pattern: query.get("pattern")?.trim() ?? "",
    before: query.get("before") ?? "",
  };
}

const LAMBDA = "/aws/lambda/";

/** Who logs to it, where its name says so. */
const Writer = ({ name }: { readonly name: string }) => {
  if (!name.startsWith(LAMBDA)) return null;
  const functionName = name.slice(LAMBDA.length);
  return (
    <>
      {" · of the function "}
      <a class="outside" href={`${CONSOLE_PATH}functions/${pathPart(functionName)}`}>
        {functionName}
      </a>
    </>
  );
};

interface StreamsProps {
  readonly group: string;
  readonly streams: readonly StreamView[];
  readonly asked: AskedLines;
}

const StreamsCard = ({ group, streams, asked }: StreamsProps) => (
  <FoldCard
    id="streams"
    title="Streams"
    aside={<span class="small muted">{streams.length === 0 ? "none" : "written last"}</span>}
  >
    {streams.length === 0 ? (
      <p class="body muted">Nothing was logged yet.</p>
    ) : (
      <ul class="list streams">
        {[undefined, ...streams].map((stream) => {
          const name = stream?.logStreamName ?? "";
          return (
            <li>
              <a
                class="item"
                href={groupPath(group, { stream: name, pattern: asked.pattern })}
                {...(asked.stream === name ? { "aria-current": "true" } : {})}
              >
                <span class="outside">{stream === undefined ? "All streams" : printable(name)}</span>
                {stream?.lastEventTimestamp === undefined ? null : (
                  <span class="muted small under">
                    <Day at={stream.lastEventTimestamp} />
                  </span>
                )}
              </a>
            </li>
          );
        })}
      </ul>
    )}
  </FoldCard>
);

const AboutCard = ({ group, stack }: { readonly group: GroupView; readonly stack: string | undefined }) => (
  <Card id="about" title="About">
    <div class="body">
      <Facts
        facts={[
          ["Made by", <StackLink stack={stack} />],
          ["Made", <Day at={group.creationTime} />],
          [
            "ARN",
            <>
              <code class="outside">{printable(group.logGroupArn)}</code>{" "}
              <Copy text={group.logGroupArn} label="the ARN" />
            </>,
          ],
        ]}
      />
    </div>
  </Card>
);
