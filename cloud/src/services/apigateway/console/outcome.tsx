import { Chain, tracedStep } from "../../../web/parts/chain.tsx";
import { BigMark, ICONS, Icon, verdictOf } from "../../../web/parts/marks.tsx";
import { Card, Live } from "../../../web/parts/parts.tsx";
import { printableLines } from "../../../web/parts/printable.ts";
import { CONSOLE_PATH } from "../../../web/paths.ts";
import type { TracedStory } from "../../../wire/console-area.ts";
import type { Tried } from "./attempt.ts";
import { type WayFacts, wayOf } from "./way.ts";

interface OutcomeProps {
  readonly tried: Tried;
  /** Undefined where the trace does not hold the request any more. */
  readonly story: TracedStory | undefined;
  readonly facts: WayFacts;
}

/** What came of a request that was tried: the verdict, its way through the API, and the answer. */
export const Outcome = ({ tried, story, facts }: OutcomeProps) => (
  <div class="col" aria-live="polite">
    <Live id="outcome">
      {story === undefined ? (
        <section class="answer">
          <div class="top">
            <h2>{`Answered with ${tried.reply.status}`}</h2>
            <p class="sentence">The trace does not hold this request any more.</p>
          </div>
        </section>
      ) : (
        <Told tried={tried} story={story} facts={facts} />
      )}
    </Live>
    <Response tried={tried} />
  </div>
);

const Told = ({ tried, story, facts }: OutcomeProps & { readonly story: TracedStory }) => {
  const verdict = verdictOf(story.verdict);
  const way = wayOf(story, facts) ?? story.steps.map(tracedStep);
  return (
    <section class={`answer ${verdict === "skip" ? "" : verdict}`} aria-labelledby="outcome-h">
      <div class="top">
        <BigMark verdict={verdict === "yes" || verdict === "fail" ? verdict : "no"} />
        <h2 id="outcome-h">{`${story.headline}.`}</h2>
        <p class="sentence">
          <b>{verdict === "yes" ? `${tried.who} asked for ${story.operation}` : story.asked}</b>
          {verdict === "yes" ? "." : `; ${story.decided}${story.would === undefined ? "." : "; "}`}
          {verdict === "yes" || story.would === undefined ? null : <b>{`${story.would}.`}</b>}
        </p>
      </div>
      <Chain steps={way} calls={story.calls} />
      <div class="do">
        <a class="btn" href={`${CONSOLE_PATH}trace/${story.request}`}>
          {verdict === "yes" ? "In the trace" : "Why? The whole explanation"}
        </a>
        <button type="button" class="btn" data-copy={tried.curl}>
          <Icon path={ICONS.copy} />
          Copy as curl
        </button>
      </div>
    </section>
  );
};

const Response = ({ tried: { reply } }: Pick<OutcomeProps, "tried">) => {
  const { text } = reply;
  return (
    <Card
      id="response"
      title="Response"
      aside={<span class="small muted num">{`${reply.status} · ${sizeOf(reply.bytes)}`}</span>}
    >
      <div class="body col">
        <pre class="pre">
          {text === undefined ? (
            <span class="dim">{`${sizeOf(reply.bytes)} that are no text`}</span>
          ) : text === "" ? (
            <span class="dim">no body</span>
          ) : (
            printableLines(readable(text))
          )}
        </pre>
        {text !== undefined && text.length < reply.bytes && text.length === 65_536 ? (
          <p class="hint">The beginning of it.</p>
        ) : null}
        <details>
          <summary>{`${reply.headers.length} headers`}</summary>
          <pre class="pre">
            {printableLines(reply.headers.map(([name, value]) => `${name}: ${value}`).join("\n"))}
          </pre>
        </details>
      </div>
    </Card>
  );
};

function sizeOf(bytes: number): string {
  return `${bytes.toLocaleString("en-GB")} ${bytes === 1 ? "byte" : "bytes"}`;
}

/** JSON is set out on lines; everything else stays as it came. */
function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}
