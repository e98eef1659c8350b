import type { Story } from "../../trace/story.ts";
import { ICONS, Icon, Mark, VERDICT_WORDS, verdictOf } from "../../web/parts/marks.tsx";
import { Empty, Head, Live, Time } from "../../web/parts/parts.tsx";
import { shortWho } from "../../web/parts/request-names.ts";
import { RequestTitle } from "../../web/parts/request-title.tsx";
import { withShortIds } from "../../web/parts/short-ids.ts";
import { CONSOLE_PATH } from "../../web/paths.ts";
import type { Requests } from "./requests.ts";
import { StoryArticle } from "./story.tsx";

interface TraceListView {
  readonly stories: readonly Story[];
  readonly more: boolean;
  readonly opened: Story | undefined;
  /** The filter as it stands in the address. */
  readonly query: URLSearchParams;
  readonly names: ReturnType<Requests["names"]>;
  readonly isGone: (username: string) => boolean;
  readonly kept: number;
  readonly isPaused: boolean;
}

const BASE = `${CONSOLE_PATH}trace`;

const VERDICTS = [
  { value: "", title: "All", mark: undefined },
  { value: "deny", title: "Refused", mark: "no" },
  { value: "error", title: "Failed", mark: "fail" },
  { value: "allow", title: "Passed", mark: "yes" },
] as const;

/** Every request, newest first, and beside it the one that is opened. */
export const TraceList = ({ view }: { readonly view: TraceListView }) => (
  <>
    <Head
      title="Trace"
      lead={`Every request and what each step decided. Kept in memory until the cloud stops: ${view.kept.toLocaleString("en")} decisions by now, at most 10,000.`}
    >
      <button type="button" class="btn" data-pause hidden>
        <Icon path={ICONS.pause} />
        Pause
      </button>
      <a class="btn" href={`${BASE}/save/json?${view.query}`} download="trace.json">
        <Icon path={ICONS.save} />
        Save
      </a>
    </Head>
    <Filters view={view} />
    <div class={`panes${view.opened === undefined ? "" : " opened"}`}>
      <section class="card listpane" id="list" aria-label="Requests">
        <Live id="requests">
          {view.stories.length === 0 ? <NothingFound query={view.query} /> : null}
          <ol class="list" data-rows>
            {view.stories.map((story) => (
              <Row story={story} view={view} />
            ))}
          </ol>
          <p class="count-line">
            <span>{`${view.stories.length} ${view.stories.length === 1 ? "request" : "requests"}`}</span>
            {view.more ? <a href={older(view)}>Older</a> : null}
          </p>
        </Live>
      </section>
      {view.opened === undefined ? (
        <div class="empty opt">
          <p>Open a request to read what each step decided, and what would have let it pass.</p>
        </div>
      ) : (
        <StoryArticle story={view.opened} back={`${BASE}?${view.query}`} isGone={view.isGone} />
      )}
    </div>
  </>
);

const Row = ({ story, view }: { readonly story: Story; readonly view: TraceListView }) => {
  const verdict = verdictOf(story.verdict);
  const isOpen = view.opened?.request === story.request;
  return (
    <li class={story.probe === undefined ? verdict : `${verdict} probe`}>
      <a
        class="item"
        id={`r-${story.request}`}
        href={`${BASE}/${story.request}?${view.query}`}
        {...(isOpen ? { "aria-current": "true" } : {})}
      >
        <Mark verdict={verdict} />
        <span class="l1">
          <span class="vh">{VERDICT_WORDS[verdict]}</span>
          {story.status === undefined ? null : <span class="status">{story.status}</span>}
          <span class="path">
            <RequestTitle of={story} />
          </span>
        </span>
        <Time at={story.at} />
        <span class="l2">
          <b>{shortWho(story.who)}</b>
          {story.probe === undefined ? null : ` · ${story.probe}`}
          {verdict === "yes" && story.calls.length === 0 ? null : (
            <>
              {" · "}
              <span class="because">{verdict === "yes" ? calls(story) : withShortIds(story.decided)}</span>
            </>
          )}
        </span>
      </a>
    </li>
  );
};

function calls({ calls: { length } }: Story): string {
  return length === 1 ? "caused 1 call" : `caused ${length} calls`;
}

const Filters = ({ view }: { readonly view: TraceListView }) => {
  const chosen = view.query.get("verdict") ?? "";
  return (
    <search aria-label="Filter requests">
      <form class="filters" action={BASE}>
        <fieldset class="seg">
          <legend class="vh">Verdict</legend>
          {VERDICTS.map(({ value, title, mark }) => (
            <a
              href={`${BASE}?${withValue(view.query, "verdict", value)}`}
              {...(chosen === value ? { "aria-current": "true" } : {})}
            >
              {mark === undefined ? null : <Mark verdict={mark} />}
              {title}
            </a>
          ))}
        </fieldset>
        <Kept name="verdict" query={view.query} />
        <Kept name="api" query={view.query} />
        <Choice
          name="service"
          label="Service"
          all="All services"
          values={view.names.services}
          query={view.query}
        />
        <Choice
          name="person"
          label="Person"
          all="Everybody"
          values={view.names.people}
          gone={view.names.gone}
          query={view.query}
        />
        <label class="vh" for="f-q">
          Text in path, reason or id
        </label>
        <input
          class="grow"
          id="f-q"
          name="q"
          type="search"
          placeholder="Path, reason or id"
          value={view.query.get("q") ?? ""}
        />
        <label class="own-tools">
          <input
            type="checkbox"
            name="tools"
            value="1"
            checked={view.query.get("tools") === "1"}
            data-submit
          />
          Own tools
        </label>
        <button type="submit" class="btn">
          Filter
        </button>
      </form>
    </search>
  );
};

/** What another way than this form chose stays chosen. */
const Kept = ({ name, query }: { readonly name: string; readonly query: URLSearchParams }) => {
  const value = query.get(name) ?? "";
  return value === "" ? null : <input type="hidden" name={name} value={value} />;
};

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly all: string;
  readonly values: readonly string[];
  /** Apart from the others, at the end. */
  readonly gone?: readonly string[];
  readonly query: URLSearchParams;
}

const Choice = ({ name, label, all, values, gone = [], query }: ChoiceProps) => {
  const chosen = query.get(name) ?? "";
  const isThere = chosen === "" || values.includes(chosen) || gone.includes(chosen);
  const shown = isThere ? values : [...values, chosen];
  const option = (value: string) => (
    <option value={value} selected={value === chosen}>
      {value}
    </option>
  );
  return (
    <>
      <label class="vh" for={`f-${name}`}>
        {label}
      </label>
      <select id={`f-${name}`} name={name} data-submit>
        <option value="">{all}</option>
        {shown.map(option)}
        {gone.length === 0 ? null : <optgroup label="Deleted by now">{gone.map(option)}</optgroup>}
      </select>
    </>
  );
};

const FILTER_NAMES: Readonly<Record<string, string>> = {
  verdict: "verdict",
  service: "service",
  api: "API",
  person: "person",
  q: "text",
  before: "older than",
};

/** An empty list names the filter that empties it, each part removable. */
const NothingFound = ({ query }: { readonly query: URLSearchParams }) => {
  const parts = [...query].filter(([name, value]) => Object.hasOwn(FILTER_NAMES, name) && value !== "");
  if (parts.length === 0) {
    return (
      <Empty
        text={
          query.get("tools") === "1"
            ? "No request has come since the start."
            : "No request has come since the start, but those of this cloud's own tools."
        }
        command="npx portcullis explain --follow"
      />
    );
  }
  return (
    <div class="empty">
      <p>No request fits this filter.</p>
      <p class="chips">
        {parts.map(([name, value]) => (
          <a
            class="chip"
            href={`${BASE}?${withValue(query, name, "")}`}
            aria-label={`Remove ${FILTER_NAMES[name]} ${value}`}
          >
            {`${FILTER_NAMES[name]}: ${value} ×`}
          </a>
        ))}
      </p>
    </div>
  );
};

function withValue(query: URLSearchParams, name: string, value: string): URLSearchParams {
  const changed = new URLSearchParams(query);
  changed.delete("before");
  if (value === "") changed.delete(name);
  else changed.set(name, value);
  return changed;
}

function older({ query, stories }: TraceListView): string {
  const next = new URLSearchParams(query);
  next.set("before", String(stories.at(-1)?.seq ?? 0));
  return `${BASE}?${next}`;
}
