import type { Child } from "hono/jsx";
import type { Grant } from "../words/grants.ts";
import { Mark } from "./marks.tsx";
import { printable } from "./printable.ts";

interface GrantRowsProps {
  readonly grants: readonly Grant[];
  /** Who else may: stands at the end. */
  readonly children: Child;
}

/** Who may do what by a policy that a thing has of its own. */
export const GrantRows = ({ grants, children }: GrantRowsProps) => (
  <ul class="list rights">
    {grants.map(({ verdict, who, text, condition, actions, sid, isWide }) => (
      <li>
        <Mark verdict={verdict} />
        <span class="outside">
          {verdict === "no" && who === "Anybody" ? (
            <>
              <b>Nobody</b> may{" "}
            </>
          ) : (
            <>
              <b>{printable(who)}</b>
              {verdict === "no" ? " may not " : " may "}
            </>
          )}
          {printable(text)}
          {condition === undefined ? null : `, only if ${printable(condition)}`}{" "}
          {isWide ? <span class="chip if">wide</span> : null}
          <span class="muted small under">
            <code>{printable(actions.join(", "))}</code>
            {sid === undefined ? null : ` · ${printable(sid)}`}
          </span>
        </span>
      </li>
    ))}
    <li class="quiet">
      <Mark verdict="no" />
      <span>{children}</span>
    </li>
  </ul>
);
