import { Mark } from "../../../web/parts/marks.tsx";
import { Card } from "../../../web/parts/parts.tsx";
import { CONSOLE_PATH } from "../../../web/paths.ts";
import type { RoleView } from "./read.ts";
import type { Invoker } from "./words/invokers.ts";
import { type Permission, permissionsSentence } from "./words/permissions.ts";

/** What a function may do, in words, and the policies as they are written. */
export const Rights = ({ role }: { readonly role: RoleView | undefined }) => (
  <Card
    id="may"
    title="What it may do"
    {...(role === undefined ? {} : { aside: <span class="small muted">{`role ${role.name}`}</span> })}
  >
    {role === undefined ? (
      <p class="body">The role of the function is gone: it may do nothing.</p>
    ) : (
      <>
        <p class="body sentence">{permissionsSentence(role.permissions)}</p>
        <ul class="list rights">
          {role.permissions.map((permission) => (
            <PermissionRow permission={permission} />
          ))}
          <li class="quiet">
            <Mark verdict="no" />
            <span>
              <b>Nothing else.</b>{" "}
              <span class="muted">
                {role.permissions.some(({ isWide }) => isWide)
                  ? "What is marked wide names actions or things by a wildcard."
                  : "No statement has a wildcard action."}
                {role.boundary === undefined ? "" : ` And never more than ${role.boundary} allows.`}
              </span>
            </span>
          </li>
        </ul>
        <div class="foot">
          <details>
            <summary>The policies as written</summary>
            {role.policies.map(({ name, document }) => (
              <>
                <h3>{name}</h3>
                <pre class="pre">{JSON.stringify(document, undefined, 2)}</pre>
              </>
            ))}
          </details>
        </div>
      </>
    )}
  </Card>
);

const PermissionRow = ({ permission }: { readonly permission: Permission }) => {
  const { verdict, text, condition, actions, policies, isWide } = permission;
  return (
    <li>
      <Mark verdict={verdict} />
      <span>
        {verdict === "no" ? "May not " : "May "}
        <b>{text}</b>
        {condition === undefined ? null : `, only if ${condition}`}{" "}
        {isWide ? <span class="chip if">wide</span> : null}
        <span class="muted small under">
          {actions.length === 0 ? null : (
            <>
              <code>{actions.join(", ")}</code>
              {" · "}
            </>
          )}
          {policies.join(", ")}
        </span>
      </span>
    </li>
  );
};

/** Who may invoke a function by its own policy. */
export const Invokers = ({ invokers }: { readonly invokers: readonly Invoker[] }) => (
  <Card id="by" title="Who may invoke it">
    <ul class="list rights">
      {invokers.map(({ verdict, text, detail, route, sid }) => (
        <li>
          <Mark verdict={verdict} />
          <span>
            <b>{text}</b>
            {detail === undefined ? null : ` ${detail}`}
            <span class="muted small under">
              permission <code>{sid}</code>
              {route === undefined ? null : (
                <>
                  {" · "}
                  <a href={`${CONSOLE_PATH}apis/${encodeURIComponent(route.apiId)}`}>its API</a>
                </>
              )}
            </span>
          </span>
        </li>
      ))}
      <li class="quiet">
        <Mark verdict="no" />
        <span>
          <b>{invokers.length === 0 ? "Nobody by a policy of its own." : "Nobody else by its own policy."}</b>{" "}
          <span class="muted">
            Roles of this account may where their policies have <code>lambda:InvokeFunction</code>:{" "}
            <a href={`${CONSOLE_PATH}access`}>access</a>.
          </span>
        </span>
      </li>
    </ul>
  </Card>
);
