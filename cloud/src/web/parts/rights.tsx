import type { RoleView } from "../read-role.ts";
import { type Permission, permissionsSentence } from "../words/permissions.ts";
import { Mark } from "./marks.tsx";
import { Card } from "./parts.tsx";
import { RoleLink } from "./role-link.tsx";

interface RightsProps {
  /** Undefined where it is gone. */
  readonly role: RoleView | undefined;
  /** Of whom the role is, e.g. `function`; the page of the role itself leaves it out. */
  readonly of?: string;
}

/** What somebody may do by a role, in words, and the policies as they are written. */
export const Rights = ({ role, of }: RightsProps) => (
  <Card
    id="may"
    title="What it may do"
    {...(role === undefined || of === undefined
      ? {}
      : {
          aside: (
            <span class="small muted">
              role <RoleLink arn={role.arn} />
            </span>
          ),
        })}
  >
    {role === undefined ? (
      <p class="body">{`The role of the ${of} is gone: it may do nothing.`}</p>
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
            {role.policies.length === 0 ? <p class="muted">It has none.</p> : null}
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
