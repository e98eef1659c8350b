import { ICONS, Icon, Mark } from "../../../web/parts/marks.tsx";
import { Act, Card, Field } from "../../../web/parts/parts.tsx";
import { printableLines } from "../../../web/parts/printable.ts";
import { CONSOLE_PATH } from "../../../web/paths.ts";
import { functionAddress } from "./addresses.ts";
import type { SavedEvent } from "./events.ts";
import type { Invoked } from "./invoke.ts";

interface InvokeProps {
  readonly functionName: string;
  readonly events: readonly SavedEvent[];
  /** The saved event that is opened. */
  readonly chosen: SavedEvent | undefined;
  /** What stands in the field. */
  readonly text: string;
  readonly invoked: Invoked | undefined;
}

/** Invokes a function with a saved event, or with one written here. */
export const InvokeCard = ({ functionName, events, chosen, text, invoked }: InvokeProps) => {
  const address = functionAddress(functionName);
  return (
    <Card
      id="invoke"
      title="Invoke"
      aside={<span class="small muted">past the API: no authorizer is asked</span>}
    >
      <div class="body col">
        {events.length === 0 ? null : (
          <nav aria-label="Saved events" class="seg">
            {events.map(({ name }) => (
              <a
                href={`${address}?event=${encodeURIComponent(name)}#invoke`}
                {...(name === chosen?.name ? { "aria-current": "true" } : {})}
              >
                {name}
              </a>
            ))}
          </nav>
        )}
        <form class="col" method="post" action={`${address}/invoke`}>
          <Field id="event" label="Event">
            <textarea id="event" name="event" rows={10} spellcheck={false}>
              {`\n${text}`}
            </textarea>
          </Field>
          <div class="btns">
            <button type="submit" class="btn primary">
              <Icon path={ICONS.send} />
              Invoke
            </button>
            <button type="submit" class="btn" name="type" value="Event">
              Invoke and not wait
            </button>
          </div>
          <details>
            <summary>Save the event</summary>
            <div class="save-event">
              <Field id="event-name" label="Name">
                <input id="event-name" name="name" value={chosen?.name ?? ""} autocomplete="off" />
              </Field>
              <button type="submit" class="btn" name="do" value="save">
                Save
              </button>
            </div>
          </details>
        </form>
        {chosen === undefined ? null : (
          <Act action={`${address}/invoke`} fields={{ do: "remove", name: chosen.name }}>
            <button type="submit" class="btn danger">{`Take away ${chosen.name}`}</button>
          </Act>
        )}
        {invoked === undefined ? null : <InvokedAnswer invoked={invoked} />}
      </div>
    </Card>
  );
};

const InvokedAnswer = ({ invoked }: { readonly invoked: Invoked }) => {
  const { status, functionError, payload, bytes, log, requestId, isAsync } = invoked;
  const verdict = status >= 300 ? "no" : functionError === undefined ? "yes" : "fail";
  return (
    <section aria-label="Answer of the function" aria-live="polite" class="col invoked">
      <p>
        <span class={`verdict ${verdict}`}>
          <Mark verdict={verdict} />
          {headline(invoked)}
        </span>{" "}
        <a href={`${CONSOLE_PATH}trace/${requestId}`}>{verdict === "yes" ? "In the trace" : "Why?"}</a>
      </p>
      {isAsync && status < 300 ? null : (
        <pre class="pre">{payload === "" ? "no answer" : printableLines(readable(payload))}</pre>
      )}
      {payload.length < bytes && payload.length === 65_536 ? <p class="hint">The beginning of it.</p> : null}
      {log === "" ? null : (
        <details>
          <summary>Its log</summary>
          <pre class="pre">{printableLines(log)}</pre>
        </details>
      )}
    </section>
  );
};

function headline({ status, functionError, isAsync }: Invoked): string {
  if (status >= 300) return `Refused with ${status}: it did not run`;
  if (isAsync) return "Taken: it runs on its own";
  return functionError === undefined ? "Answered" : "The function failed";
}

function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}
