import type { FactValue } from "../../core/why.ts";
import type { Change } from "../../trace/places/place.ts";
import { sharedAsText } from "../../trace/share.ts";
import type { Story } from "../../trace/story.ts";
import { apiWay } from "../../web/parts/api-way.ts";
import { Chain, tracedStep } from "../../web/parts/chain.tsx";
import { Command, CommandWords } from "../../web/parts/commands.tsx";
import { BigMark, ICONS, Icon, verdictOf } from "../../web/parts/marks.tsx";
import { Card, Day, Facts, Time } from "../../web/parts/parts.tsx";
import { shortWho } from "../../web/parts/request-names.ts";
import { withShortIds } from "../../web/parts/short-ids.ts";
import { CONSOLE_PATH } from "../../web/paths.ts";
import { missingOf, waysOn } from "./ways-on.ts";

interface StoryArticleProps {
  readonly story: Story;
  /** Address of the list that it was opened from. */
  readonly back: string;
  readonly isGone: (username: string) => boolean;
}

/** One request with what each step decided, from its sentence down to the bytes of its answer. */
export const StoryArticle = ({ story, back, isGone }: StoryArticleProps) => {
  const verdict = verdictOf(story.verdict);
  const big = verdict === "yes" || verdict === "fail" ? verdict : "no";
  return (
    <article class="col" id="story" aria-labelledby="story-h">
      <a class="btn back" href={`${back}#r-${story.request}`}>
        <Icon path={ICONS.back} />
        All requests
      </a>
      <section class={`answer ${verdict === "skip" ? "" : verdict}`}>
        <div class="top">
          <BigMark verdict={big} />
          <h2 id="story-h">{`${story.headline}.`}</h2>
          <p class="sentence">
            <b>{story.asked}</b>
            {verdict === "yes"
              ? "."
              : `; ${withShortIds(story.decided)}${story.would === undefined ? "." : "; "}`}
            {verdict === "yes" || story.would === undefined ? null : <b>{`${story.would}.`}</b>}
          </p>
        </div>
        <Parts story={story} />
        <WaysOn story={story} isGone={isGone} />
      </section>
      <Steps story={story} />
      <Where story={story} />
      <Evidence story={story} />
      <Answer story={story} />
    </article>
  );
};

/** What the sentence says, part by part, with every id whole. */
const Parts = ({ story }: { readonly story: Story }) => {
  const missing = missingOf(story);
  return (
    <dl class="parts">
      <dt>Asked</dt>
      <dd>
        {story.asked}
        {missing?.token === undefined ? null : (
          <span class="muted small under">
            with an {missing.token.use} token that ends <Day at={missing.token.endsAt} />
          </span>
        )}
      </dd>
      {missing === undefined ? null : (
        <>
          <dt>Missing</dt>
          <dd>
            {missing.scopes.map((scope) => (
              <>
                <code class="chip no">{scope}</code>{" "}
              </>
            ))}
            <span class="muted small under">
              present: <code>{missing.present.length === 0 ? "no scope" : missing.present.join(" ")}</code>
            </span>
          </dd>
        </>
      )}
      {missing !== undefined || verdictOf(story.verdict) === "yes" ? null : (
        <>
          <dt>Decided</dt>
          <dd>{story.decided}</dd>
        </>
      )}
      {story.would === undefined ? null : (
        <>
          <dt>Would pass</dt>
          <dd>
            {story.would}
            {story.next === undefined ? null : (
              <span class="under small">
                <Command text={story.next} />
              </span>
            )}
          </dd>
        </>
      )}
    </dl>
  );
};

const WaysOn = ({ story, isGone }: Pick<StoryArticleProps, "story" | "isGone">) => (
  <div class="do">
    {waysOn(story, isGone).map(({ text, href, icon }, index) => (
      <a class={index === 0 ? "btn primary" : "btn"} href={href}>
        <Icon path={icon} />
        {text}
      </a>
    ))}
    <button type="button" class="btn" data-copy={sharedAsText(story)} data-key="c">
      <Icon path={ICONS.copy} />
      Copy as text
    </button>
    <span class="muted small id">
      Id <code>{story.request}</code>
    </span>
  </div>
);

/** Of a call of an API its whole way is known: the chain takes one step after the other. */
const Steps = ({ story }: { readonly story: Story }) => {
  const way = apiWay(story, {
    passed: (step) => passedText(step, story),
    notReached: () => "not reached",
    answered: (status) => status,
  });
  const ended = way?.findIndex(({ verdict }) => verdict !== "yes") ?? -1;
  const { length } = story.steps;
  const count =
    way === undefined
      ? `${length} ${length === 1 ? "decision" : "decisions"}`
      : ended === -1
        ? `all ${way.length} steps`
        : `ended at step ${ended + 1} of ${way.length}`;
  return (
    <Card id="steps" title="Steps of the request" aside={<Duration story={story} count={count} />}>
      <Chain steps={way ?? story.steps.map(tracedStep)} calls={story.calls} />
    </Card>
  );
};

function passedText(step: string, { steps, operation, who }: Story): string {
  const texts: Readonly<Record<string, string>> = {
    stage: `API ${steps.find(({ event }) => event.api !== undefined)?.event.api ?? ""}`,
    route: operation,
    authorize: who === "nobody" ? "nobody has to sign in" : `as ${shortWho(who)}`,
  };
  return texts[step] ?? "";
}

const Duration = ({ story, count }: { readonly story: Story; readonly count: string }) => {
  const first = story.steps[0]?.event.at ?? story.at;
  return (
    <span class="muted small num">
      <Time at={first} />
      {story.at > first ? ` · ${story.at - first} ms` : ""}
      {` · ${count}`}
    </span>
  );
};

const CHANGES: Readonly<Record<Change, string>> = { "add to": "Add to ", change: "Change ", see: "See " };

/** The line to edit or to read, where the cloud deployed the template from a folder. */
const Where = ({ story: { place } }: { readonly story: Story }) =>
  place === undefined ? null : (
    <Card id="where" title="Where it is configured">
      <p class="body">
        {CHANGES[place.change]}
        <b>{place.logicalId}</b>
        {place.file === undefined ? null : (
          <>
            {" in "}
            <code>{`${place.file}:${place.line ?? 1}`}</code>
          </>
        )}
        {" · "}
        <a href={`${CONSOLE_PATH}stacks/${encodeURIComponent(place.stack)}`}>{place.stack}</a>
      </p>
    </Card>
  );

/** What the deciding step knew, name by name: never a secret, those are not kept. */
const Evidence = ({ story }: { readonly story: Story }) => {
  const why = story.steps.findLast(({ event }) => event.why !== undefined)?.event.why;
  if (why === undefined) return null;
  const groups = [
    ["Asked", why.asked],
    ["Came", why.had],
    ["Decided by", why.by],
    ["Nearest", why.near],
  ] as const;
  const shown = groups.filter(([, facts]) => facts !== undefined && Object.keys(facts).length > 0);
  if (shown.length === 0) return null;
  return (
    <Card
      id="evidence"
      title="What it was decided from"
      {...(why.rule === undefined
        ? {}
        : { foot: `Rule ${why.rule} of docs/rules: it leads to the code and its test.` })}
    >
      {shown.map(([title, facts]) => (
        <div class="body">
          <h3>{title}</h3>
          <Facts
            facts={Object.entries(facts ?? {})
              .filter(([, value]) => value !== undefined)
              .map(([name, value]) => [name, <FactText name={name} value={value} />] as const)}
          />
        </div>
      ))}
    </Card>
  );
};

/** Claims that are moments count seconds since 1970. */
const MOMENTS = new Set(["exp", "iat", "nbf", "auth_time"]);

const FactText = ({ name, value }: { readonly name: string; readonly value: FactValue }) => (
  <>
    <code>{Array.isArray(value) ? value.join("  ") : String(value)}</code>
    {typeof value === "number" && MOMENTS.has(name) ? (
      <span class="muted small">
        {" "}
        <Day at={value * 1000} />
      </span>
    ) : null}
  </>
);

const Answer = ({ story }: { readonly story: Story }) => {
  const wire = story.steps.findLast(({ event }) => event.wire !== undefined)?.event.wire;
  if (wire === undefined) return null;
  return (
    <Card
      id="answer"
      title="What the caller got"
      {...(story.concealed
        ? {
            foot: "This and no more, as on AWS: the answer hides the reason from strangers, and it stays on this machine.",
          }
        : {})}
    >
      <div class="body">
        <pre class="pre">{`${wire.status} ${wire.code}\n\n${wire.message}`}</pre>
        <p class="small muted">
          In a terminal: <CommandWords text={`npx portcullis explain ${story.short}`} /> ·{" "}
          <a href={`${CONSOLE_PATH}trace?q=${encodeURIComponent(story.operation)}`}>Others like it</a>
        </p>
      </div>
    </Card>
  );
};
