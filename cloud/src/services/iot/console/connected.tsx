import type { MqttConnection } from "../../../core/ports/mqtt-connections.ts";
import { Card, Empty, Live, shortened, Time } from "../../../web/parts/parts.tsx";
import { printable } from "../../../web/parts/printable.ts";
import type { ConsoleContext } from "../../../wire/console-area.ts";
import { LIFE_CYCLE } from "./listening.ts";
import { CLIENT_ID_PREFIX, MQTT_PATH } from "./topics.ts";

interface ConnectedProps {
  readonly console: Pick<ConsoleContext, "mqtt" | "nameOf">;
  /** Client id of this page. */
  readonly own: string;
  readonly query: URLSearchParams;
}

const ON_A_PAGE = 20;

/** Who is connected just now, newest first, and what they hear. */
export const ConnectedCard = ({ console, own, query }: ConnectedProps) => {
  const wanted = query.get("client") ?? "";
  const all = console.mqtt.connections().filter(({ clientId }) => clientId.includes(wanted));
  const from = Math.max(0, Number.parseInt(query.get("from") ?? "0", 10) || 0);
  const shown = all.slice(from, from + ON_A_PAGE);
  return (
    <Card
      id="connected-head"
      title="Connected"
      aside={
        <span class="small muted" id="connected-count" data-live>
          {all.length}
        </span>
      }
    >
      {all.length > ON_A_PAGE || wanted !== "" ? (
        <search>
          <form class="body search-line" action={MQTT_PATH}>
            <label class="vh" for="client">
              Part of a client id
            </label>
            <input id="client" name="client" type="search" value={wanted} placeholder="Part of a client id" />
            <button type="submit" class="btn">
              Find
            </button>
          </form>
        </search>
      ) : null}
      <Live id="connected">
        {shown.length === 0 ? (
          <Empty
            text={
              wanted === "" ? "Nobody is connected." : `No client id of now has “${printable(wanted)}” in it.`
            }
          />
        ) : null}
        <ul class="list">
          {shown.map((connection) => (
            <li>
              <Client connection={connection} isOwn={connection.clientId === own} console={console} />
            </li>
          ))}
        </ul>
        {all.length > ON_A_PAGE ? (
          <p class="count-line">
            <span>{`${from + 1}–${from + shown.length} of ${all.length}`}</span>
            <span class="btns">
              {from > 0 ? <a href={pageOf(wanted, from - ON_A_PAGE)}>Newer</a> : null}
              {from + ON_A_PAGE < all.length ? <a href={pageOf(wanted, from + ON_A_PAGE)}>Older</a> : null}
            </span>
          </p>
        ) : null}
      </Live>
    </Card>
  );
};

function pageOf(client: string, from: number): string {
  const query = new URLSearchParams({ client, from: String(Math.max(0, from)) });
  return `${MQTT_PATH}?${query}`;
}

interface ClientProps {
  readonly connection: MqttConnection;
  readonly isOwn: boolean;
  readonly console: Pick<ConsoleContext, "nameOf">;
}

const Client = ({ connection, isOwn }: ClientProps) => {
  const { clientId, who, transport, since } = connection;
  const isConsole = clientId.startsWith(CLIENT_ID_PREFIX);
  const filters = connection.filters.filter((filter) => !isConsole || !LIFE_CYCLE.includes(filter));
  return (
    <div class="client">
      <b class="outside">
        {isOwn ? "this page" : isConsole ? "a console in another browser" : printable(clientId)}
      </b>
      <span class="muted small">
        {isOwn ? "" : `${principalName(who)} · ${transport} · `}
        {"since "}
        <Time at={since} />
      </span>
      <span class="small">
        {filters.length === 0 ? (
          <span class="muted">hears nothing</span>
        ) : (
          <>
            {"hears "}
            {filters.map((filter) => (
              <>
                <code class="chip code">{shortened(printable(filter), 60)}</code>{" "}
              </>
            ))}
          </>
        )}
      </span>
    </div>
  );
};

/** As people call them: the key of the administrator, the role of a function, nobody. */
function principalName(who: string): string {
  if (who === "loopback-watcher") return "without credentials, may only watch";
  if (who.endsWith(":user/administrator")) return "administrator’s key";
  const role = /:role\/(?:.*\/)?([^/]+)$/.exec(who)?.[1];
  return role === undefined ? printable(who) : `role ${role}`;
}
