import { Mark, VERDICT_WORDS, verdictOf } from "../../../../web/parts/marks.tsx";
import { Card, Live, Time } from "../../../../web/parts/parts.tsx";
import { CONSOLE_PATH } from "../../../../web/paths.ts";
import type { TracedRequest } from "../../../../wire/console-area.ts";
import { Moment } from "../moments.tsx";

export interface SessionsView {
  readonly requests: readonly TracedRequest[];
  /** Since when the trace has watched, in epoch milliseconds. */
  readonly since: number;
  /** As the trace names the person. */
  readonly person: string;
}

/** Sign-ins as the trace saw them: no operation lists refresh tokens. */
export const SessionsCard = ({ view: { requests, since, person } }: { readonly view: SessionsView }) => (
  <Card
    id="sessions"
    title="Sessions"
    aside={
      <a class="small" href={`${CONSOLE_PATH}trace?${new URLSearchParams({ person })}`}>
        All in the trace
      </a>
    }
    foot={
      <>
        From the trace, which has watched since <Moment at={since} />. No operation lists refresh tokens.
      </>
    }
  >
    <Live id="session-rows">
      {requests.length === 0 ? (
        <div class="empty">
          <p>No sign-in since then.</p>
        </div>
      ) : (
        <ol class="list">
          {requests.map((request) => (
            <Session request={request} />
          ))}
        </ol>
      )}
    </Live>
  </Card>
);

const Session = ({ request }: { readonly request: TracedRequest }) => {
  const verdict = verdictOf(request.verdict);
  return (
    <li class={verdict}>
      <a class="item" href={`${CONSOLE_PATH}trace/${request.request}`}>
        <Mark verdict={verdict} />
        <span class="l1">
          <span class="vh">{VERDICT_WORDS[verdict]} </span>
          {request.operation}
        </span>
        <Time at={request.at} />
        <span class="l2">
          <span class="because">{request.decided}</span>
          {verdict === "yes" ? null : (
            <>
              {" "}
              <u>Why?</u>
            </>
          )}
        </span>
      </a>
    </li>
  );
};
