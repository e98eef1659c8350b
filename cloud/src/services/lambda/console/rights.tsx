import { Mark } from "../../../web/parts/marks.tsx";
import { Card } from "../../../web/parts/parts.tsx";
import { CONSOLE_PATH } from "../../../web/paths.ts";
import type { Invoker } from "../../../web/words/invokers.ts";

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
