import { AwsError } from "../../../core/errors.ts";
import { askingThisCloud, shellQuoted } from "../../../core/shown-commands.ts";
import { CommandWords } from "../../../web/parts/commands.tsx";
import { Card, Empty, Live, Time } from "../../../web/parts/parts.tsx";
import { printableLines } from "../../../web/parts/printable.ts";
import { refusalText } from "../../../web/settled.ts";
import type { ConsoleContext } from "../../../wire/console-area.ts";
import { type AskedLines, GROUP_PATH, groupPath } from "./addresses.ts";
import { type LinesPage, readLines } from "./read.ts";

/** Lines, or AWS's words on a pattern or a stream that is none. */
export type ShownLines = LinesPage | { readonly refusal: string };

export async function readShownLines(
  console: ConsoleContext,
  group: string,
  asked: AskedLines,
): Promise<ShownLines> {
  try {
    return await readLines(console, group, asked);
  } catch (error) {
    if (!(error instanceof AwsError) || error.status >= 500) throw error;
    return { refusal: refusalText(error) };
  }
}

interface LinesProps {
  readonly group: string;
  readonly asked: AskedLines;
  readonly shown: ShownLines;
}

/** What was logged; the newest line stands at the end and is in sight. */
export const LinesCard = ({ group, asked, shown }: LinesProps) => (
  <Card
    id="lines"
    title="Lines"
    aside={
      asked.stream === "" ? undefined : (
        <span class="small muted">
          of the stream <code class="outside">{printableLines(asked.stream)}</code>
        </span>
      )
    }
    foot={
      <>
        In a terminal: <Tail group={group} />
      </>
    }
  >
    <Find group={group} asked={asked} />
    {asked.before === "" ? (
      <Live id="log-lines">
        <Lines group={group} asked={asked} shown={shown} />
      </Live>
    ) : (
      <Lines group={group} asked={asked} shown={shown} />
    )}
  </Card>
);

const LAMBDA = "/aws/lambda/";

/** What goes on showing lines as they come. */
const Tail = ({ group }: { readonly group: string }) =>
  group.startsWith(LAMBDA) ? (
    <CommandWords text={`npx portcullis logs -f ${shellQuoted(group.slice(LAMBDA.length))}`} />
  ) : (
    <CommandWords text={askingThisCloud(`aws logs tail --follow ${shellQuoted(group)}`)} />
  );

const Find = ({ group, asked }: Omit<LinesProps, "shown">) => (
  <search class="in-card" aria-label="Find lines">
    <form class="filters" action={GROUP_PATH}>
      <input type="hidden" name="name" value={group} />
      {asked.stream === "" ? null : <input type="hidden" name="stream" value={asked.stream} />}
      <label class="vh" for="pattern">
        A word, or a filter pattern of CloudWatch Logs
      </label>
      <input
        class="grow"
        id="pattern"
        name="pattern"
        type="search"
        value={asked.pattern}
        placeholder="A word, or a filter pattern"
      />
      <button type="submit" class="btn">
        Find
      </button>
    </form>
  </search>
);

const Lines = ({ group, asked, shown }: LinesProps) => {
  if ("refusal" in shown) return <Empty text={shown.refusal} />;
  const { lines, older } = shown;
  if (lines.length === 0) return <None group={group} asked={asked} />;
  return (
    <>
      <section class="log-box tall" tabindex={0} aria-label="Lines of the log">
        <ol class="log">
          {lines.map(({ timestamp, message }) => (
            <li>
              <Time at={timestamp} />
              <span class="said">{printableLines(message.trimEnd())}</span>
            </li>
          ))}
        </ol>
      </section>
      <p class="count-line">
        <span>{`${lines.length} ${lines.length === 1 ? "line" : "lines"}`}</span>
        <span class="btns">
          {asked.before === "" ? null : <a href={groupPath(group, { ...asked, before: "" })}>Newest</a>}
          {older === undefined ? null : <a href={groupPath(group, { ...asked, before: older })}>Older</a>}
        </span>
      </p>
    </>
  );
};

const None = ({ group, asked: { pattern, stream, before } }: Omit<LinesProps, "shown">) => {
  if (pattern !== "") return <Empty text="No line fits this pattern." />;
  if (stream !== "" || before !== "") return <Empty text="There is no line." />;
  return group.startsWith(LAMBDA) ? (
    <Empty text={NOTHING} command={`npx portcullis invoke ${shellQuoted(group.slice(LAMBDA.length))}`} />
  ) : (
    <Empty
      text={NOTHING}
      command={`aws logs create-log-stream --log-group-name ${shellQuoted(group)} --log-stream-name NAME`}
    />
  );
};

const NOTHING = "Nothing was logged yet.";
