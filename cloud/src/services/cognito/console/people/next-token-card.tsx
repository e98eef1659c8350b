import { Mark } from "../../../../web/parts/marks.tsx";
import { Act, Card, Field, Time } from "../../../../web/parts/parts.tsx";
import { CONSOLE_PATH } from "../../../../web/paths.ts";
import { functionAddress, functionName } from "../addresses.ts";
import { type ClaimPart, type ClaimRow, claimRows, momentClaims } from "./claim-rows.ts";
import { type AskedToken, type ComposedToken, type NextTokens, WAYS } from "./next-token.ts";

export interface NextTokenView {
  readonly clients: readonly { readonly ClientId: string; readonly ClientName: string }[];
  readonly triggerArn: string | undefined;
  /** Groups that the person is not in. */
  readonly otherGroups: readonly string[];
  readonly asked: AskedToken | undefined;
}

const FULL_ROWS = 8;

/** What the next token of the person will carry; nothing is issued. */
export const NextToken = ({ view, action }: { readonly view: NextTokenView; readonly action: string }) => (
  <Card
    id="next-token"
    title="What the next token carries"
    aside={<span class="chip if">not issued</span>}
    foot={<Foot view={view} />}
  >
    <div class="body">
      {view.clients.length === 0 ? (
        <p class="muted">The pool has no app client: nobody can sign in.</p>
      ) : (
        <Question view={view} action={action} />
      )}
    </div>
    {view.asked === undefined ? null : <Answer asked={view.asked} view={view} />}
  </Card>
);

const Question = ({ view, action }: { readonly view: NextTokenView; readonly action: string }) => (
  <Act action={action}>
    <div class="question">
      <Field id="t-client" label="Signing in at">
        <select id="t-client" name="client">
          {view.clients.map(({ ClientId, ClientName }) => (
            <option value={ClientId} selected={ClientId === view.asked?.clientId}>
              {ClientName}
            </option>
          ))}
        </select>
      </Field>
      <Field id="t-way" label="How">
        <select id="t-way" name="way">
          {WAYS.map(({ way, label }) => (
            <option value={way} selected={way === view.asked?.way}>
              {label}
            </option>
          ))}
        </select>
      </Field>
      <Field id="t-group" label="Compared with">
        <select id="t-group" name="group">
          {view.otherGroups.map((group) => (
            <option value={group} selected={group === view.asked?.tried}>
              {`also in ${group}`}
            </option>
          ))}
          <option value="" selected={view.asked !== undefined && view.asked.tried === undefined}>
            nothing
          </option>
        </select>
      </Field>
      <button type="submit" class={view.asked === undefined ? "btn primary" : "btn"}>
        {view.triggerArn === undefined ? "Put together" : "Run the trigger"}
      </button>
    </div>
  </Act>
);

const Answer = ({ asked, view }: { readonly asked: AskedToken; readonly view: NextTokenView }) => {
  if ("code" in asked.tokens) {
    return (
      <div class="note no in-card" role="alert">
        <Mark verdict="no" />
        <div>
          <p>
            <b>No token: the trigger stops the sign-in.</b>
          </p>
          <p>{`${asked.tokens.code}: ${asked.tokens.message}`}</p>
          {view.triggerArn === undefined ? null : (
            <p>
              <a href={functionAddress(view.triggerArn)}>{`Logs of ${functionName(view.triggerArn)}`}</a>
            </p>
          )}
        </div>
      </div>
    );
  }
  const { tokens, withTried, tried } = asked;
  return (
    <>
      <Claims title="Access token" kind="access" token={tokens.access} {...{ tokens, withTried, tried }} />
      {tokens.id === undefined ? (
        <p class="body muted">No ID token: the client may not ask for the scope openid.</p>
      ) : (
        <details class="in-card">
          <summary>{`ID token, ${tokens.id.after.size} claims`}</summary>
          <Claims title="ID token" kind="id" token={tokens.id} {...{ tokens, withTried, tried }} />
        </details>
      )}
    </>
  );
};

interface ClaimsProps {
  readonly title: string;
  readonly kind: "access" | "id";
  readonly token: ComposedToken;
  readonly tokens: NextTokens;
  readonly withTried: NextTokens | undefined;
  readonly tried: string | undefined;
}

const Claims = ({ title, kind, token, tokens, withTried, tried }: ClaimsProps) => {
  const rows = claimRows({ token, overrides: tokens.overrides[kind], tried: withTried?.[kind] });
  const shown = rows.length > FULL_ROWS + 2 ? rows.slice(0, FULL_ROWS) : rows;
  const folded = rows.slice(shown.length);
  return (
    <>
      <table class="stacked claims">
        <caption class="vh">{title}</caption>
        <thead>
          <tr>
            <th scope="col">Claim</th>
            <th scope="col">Value</th>
            <th scope="col">From</th>
          </tr>
        </thead>
        <ClaimBody rows={shown} tried={tried} />
        <tbody>
          <tr>
            <th scope="row" class="small muted">
              <span class="chips">
                {momentClaims(token).map((name) => (
                  <code>{name}</code>
                ))}
              </span>
            </th>
            <td class="muted small">written when it is issued</td>
            <td class="small">the pool</td>
          </tr>
        </tbody>
      </table>
      {folded.length === 0 ? null : (
        <details class="in-card">
          <summary>{`${folded.length} more claims`}</summary>
          <table class="stacked claims">
            <ClaimBody rows={folded} tried={tried} />
          </table>
        </details>
      )}
    </>
  );
};

const ClaimBody = ({
  rows,
  tried,
}: {
  readonly rows: readonly ClaimRow[];
  readonly tried: string | undefined;
}) => (
  <tbody>
    {rows.map((row) => (
      <tr>
        <th scope="row" class="fixed">
          <code>{row.name}</code>
        </th>
        <td>
          {row.values.length === 0 ? (
            <span class="muted">none</span>
          ) : (
            <span class="chips">
              {row.values.map((part) => (
                <Part part={part} tried={tried} isAlone={row.values.length === 1 && part.state === "plain"} />
              ))}
            </span>
          )}
        </td>
        <td class="small">
          {row.from}
          {row.values.some(({ state }) => state === "would") && tried !== undefined ? (
            <>
              . The dashed green one comes <b>{`with the group ${tried}`}</b>
            </>
          ) : null}
        </td>
      </tr>
    ))}
  </tbody>
);

interface PartProps {
  readonly part: ClaimPart;
  readonly tried: string | undefined;
  readonly isAlone: boolean;
}

const CLASSES = {
  plain: "chip code",
  added: "chip code yes",
  gone: "chip code gone",
  would: "chip code would",
};

const Part = ({ part: { text, state }, tried, isAlone }: PartProps) => {
  if (isAlone) return <code>{text}</code>;
  return (
    <span class={CLASSES[state]}>
      {state === "would" ? `+ ${text}` : text}
      {state === "gone" ? <span class="vh"> (not in the token)</span> : null}
      {state === "added" ? <span class="vh"> (added by the trigger)</span> : null}
      {state === "would" ? <span class="vh">{` (only with the group ${tried ?? ""})`}</span> : null}
    </span>
  );
};

const Foot = ({ view: { asked, triggerArn } }: { readonly view: NextTokenView }) => {
  if (triggerArn === undefined) return <>The pool has no pre-token trigger: the pool alone decides.</>;
  const link = <a href={functionAddress(triggerArn)}>{functionName(triggerArn)}</a>;
  if (asked === undefined) {
    return <>The trigger {link} is really run, with the event that a sign-in hands it; nothing is issued.</>;
  }
  const ran = "code" in asked.tokens ? undefined : asked.tokens.ran;
  return (
    <>
      {link}
      {" really ran at "}
      <Time at={asked.at} />
      {ran === undefined ? "" : ` and took ${ran.ms.toFixed(ran.ms < 10 ? 1 : 0)} ms`}
      {ran !== undefined && ran.ms > PATIENCE_MS ? "; a sign-in waits 5 s and asks again" : ""}
      {"; nothing was issued. The console called it: whether the pool may is told by "}
      <a href={`${CONSOLE_PATH}access`}>Access</a>.
    </>
  );
};

/** How long Cognito waits for a trigger. */
const PATIENCE_MS = 5_000;
