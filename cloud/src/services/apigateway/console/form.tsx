import type { Child } from "hono/jsx";
import { ICONS, Icon } from "../../../web/parts/marks.tsx";
import { Card, Field } from "../../../web/parts/parts.tsx";
import { CONSOLE_PATH } from "../../../web/paths.ts";
import type { SignInQuestion } from "../../../wire/console-ports.ts";
import { routeAddress } from "./addresses.ts";
import { type Attempt, parametersOf } from "./attempt.ts";
import type { Candidates } from "./candidates.ts";
import type { ApiView, RouteView } from "./read.ts";

interface TryFormView {
  readonly api: ApiView;
  readonly route: RouteView;
  readonly attempt: Attempt;
  readonly candidates: Candidates;
  /** What a sign-in that stands still needs to know. */
  readonly asks: SignInQuestion["asks"] | undefined;
  /** Name and rule of the body's model. */
  readonly model: { readonly name: string; readonly words: string } | undefined;
}

/** The form that tries a route: as whom, with which token, what is sent. */
export const TryForm = ({ view }: { readonly view: TryFormView }) => {
  const { api, route, attempt } = view;
  return (
    <Card id="try-h" title={`Try ${route.method} ${route.path}`}>
      <form class="body col try-form" method="post" action={`${routeAddress(api.id, route)}#try`}>
        <Stages view={view} />
        <As view={view} />
        <SignIn view={view} />
        <Parameters view={view} />
        {route.method === "GET" || route.method === "HEAD" ? null : (
          <Field
            id="body"
            label="Body"
            {...(view.model === undefined
              ? {}
              : { hint: `Model ${view.model.name}: ${view.model.words || "any JSON"}.` })}
          >
            <textarea id="body" name="body" rows={4} spellcheck={false}>
              {`\n${attempt.body}`}
            </textarea>
          </Field>
        )}
        <Further view={view} />
        <div class="btns">
          <button type="submit" class="btn primary">
            <Icon path={ICONS.send} />
            Send
          </button>
        </div>
      </form>
    </Card>
  );
};

interface ViewProps {
  readonly view: TryFormView;
}

const Stages = ({ view: { api, attempt, route } }: ViewProps) => (
  <>
    {api.stages.length === 1 ? (
      <input type="hidden" name="stage" value={api.stages[0]?.name ?? ""} />
    ) : (
      <Field id="stage" label="Stage">
        <select id="stage" name="stage">
          {api.stages.map(({ name }) => (
            <option selected={name === attempt.stage}>{name}</option>
          ))}
        </select>
      </Field>
    )}
    {route.method === "ANY" ? (
      <Field id="method" label="Method">
        <select id="method" name="method">
          {["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"].map((method) => (
            <option selected={method === attempt.method}>{method}</option>
          ))}
        </select>
      </Field>
    ) : null}
  </>
);

interface ChoiceProps {
  readonly name: string;
  readonly value: string;
  readonly chosen: string;
  /** What the choice still asks for: a class that shows its fields. */
  readonly needs?: string;
  readonly children: Child;
}

const Choice = ({ name, value, chosen, needs = "", children }: ChoiceProps) => (
  <label>
    <input type="radio" name={name} value={value} checked={value === chosen} class={needs} />
    {children}
  </label>
);

const As = ({ view: { route, attempt, candidates } }: ViewProps) => (
  <fieldset class="field">
    <legend class="label">As</legend>
    <div class="seg grid2">
      <Choice name="as" value="nobody" chosen={attempt.as}>
        Nobody
      </Choice>
      {candidates.people.map(({ person, name, isReady }) => (
        <Choice
          name="as"
          value={`person:${person.username}`}
          chosen={attempt.as}
          needs={isReady ? "is-person" : "is-person asks-password"}
        >
          {name}
        </Choice>
      ))}
      {candidates.clients.length > 0 && candidates.hasMore ? (
        <Choice name="as" value="other" chosen={attempt.as} needs="is-person is-other asks-password">
          Somebody else
        </Choice>
      ) : null}
      {route.authorization === "AWS_IAM" ? (
        <Choice name="as" value="administrator" chosen={attempt.as}>
          The administrator, signed
        </Choice>
      ) : null}
      <Choice name="as" value="own" chosen={attempt.as} needs="is-own">
        My own token
      </Choice>
    </div>
  </fieldset>
);

const SignIn = ({ view: { attempt, candidates, asks, route } }: ViewProps) => (
  <>
    <div class="field only-other">
      <label for="other">User name or e-mail address</label>
      <input id="other" name="other" value={attempt.other} autocomplete="off" spellcheck={false} />
    </div>
    <div class="field only-own">
      <label for="own">Token</label>
      <textarea id="own" name="own" rows={3} spellcheck={false} autocomplete="off" />
      <p class="hint">
        Sent in the header <code>{route.authorizer?.header ?? "Authorization"}</code> as it is, and not kept.
      </p>
    </div>
    <div class={`field ${asks === "password" ? "" : "only-password"}`}>
      <label for="password">Password</label>
      <input id="password" name="password" type="password" autocomplete="off" />
      <p class="hint">
        Asked once a person: the server keeps the refresh token of this sign-in, nothing else.
      </p>
    </div>
    {asks === "newPassword" ? (
      <Field id="newPassword" label="New password">
        <input id="newPassword" name="newPassword" type="password" autocomplete="off" />
      </Field>
    ) : null}
    {asks === "code" ? (
      <Field id="code" label="Code of the authenticator app">
        <input id="code" name="code" inputmode="numeric" autocomplete="off" />
      </Field>
    ) : null}
    <div class="col only-person">
      <p class="hint">
        A real sign-in behind it, as an app does it.{" "}
        <a href={`${CONSOLE_PATH}people`}>What a token carries</a>
      </p>
      {candidates.clients.length > 1 ? (
        <Field id="client" label="Through the app client">
          <select id="client" name="client">
            {candidates.clients.map(({ clientId, name }) => (
              <option value={clientId} selected={clientId === attempt.clientId}>
                {name}
              </option>
            ))}
          </select>
        </Field>
      ) : null}
      <fieldset class="field">
        <legend class="label">With the</legend>
        <div class="seg">
          <Choice name="token" value="access" chosen={attempt.token}>
            access token
          </Choice>
          <Choice name="token" value="id" chosen={attempt.token}>
            ID token
          </Choice>
        </div>
      </fieldset>
    </div>
  </>
);

const Parameters = ({ view: { route, attempt } }: ViewProps) => (
  <>
    {parametersOf(route.path).map(({ name, isGreedy }) => (
      <Field
        id={`path.${name}`}
        label={`${name} in the path`}
        {...(isGreedy ? { hint: "The rest of the path, with its slashes." } : {})}
      >
        <input
          id={`path.${name}`}
          name={`path.${name}`}
          value={attempt.pathValues[name] ?? ""}
          autocomplete="off"
          required
        />
      </Field>
    ))}
  </>
);

const SPOILS = [
  ["", "as it is"],
  ["signature", "signature changed"],
  ["none", "alg: none"],
] as const;

const Further = ({ view: { attempt } }: ViewProps) => (
  <details open={attempt.query !== "" || attempt.headers !== "" || attempt.spoil !== ""}>
    <summary>Query, headers, spoiled token</summary>
    <div class="col">
      <Field id="query" label="Query">
        <input
          id="query"
          name="query"
          value={attempt.query}
          placeholder="name=value&other=1"
          autocomplete="off"
        />
      </Field>
      <Field id="headers" label="Headers" hint="One a line, as Name: value.">
        <textarea id="headers" name="headers" rows={2} spellcheck={false}>
          {`\n${attempt.headers}`}
        </textarea>
      </Field>
      <fieldset class="field only-person">
        <legend class="label">The token is sent</legend>
        <div class="seg">
          {SPOILS.map(([value, label]) => (
            <Choice name="spoil" value={value} chosen={attempt.spoil}>
              {label}
            </Choice>
          ))}
        </div>
        <p class="hint">A spoiled token must be refused.</p>
      </fieldset>
    </div>
  </details>
);
