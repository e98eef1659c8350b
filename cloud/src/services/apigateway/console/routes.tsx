import type { Child } from "hono/jsx";
import { Copy } from "../../../web/parts/copy.tsx";
import { Card, Empty, Head, Live, shortened, VerdictWord } from "../../../web/parts/parts.tsx";
import { printable } from "../../../web/parts/printable.ts";
import { CONSOLE_PATH } from "../../../web/paths.ts";
import { functionAddress, routeAddress, stagePath } from "./addresses.ts";
import type { ApiView, RouteView } from "./read.ts";

export interface RouteCount {
  readonly passed: number;
  readonly refused: number;
}

interface ApiPageView {
  readonly api: ApiView;
  /** The route that is tried. */
  readonly opened: RouteView | undefined;
  readonly base: string;
  /** Of the kept requests, by `METHOD /path`; undefined where they cannot be told apart. */
  readonly counts: ReadonlyMap<string, RouteCount>;
  /** What a template calls the function. */
  readonly functionLabel: (name: string) => string;
}

/** The head of an API and its table of routes. */
export const ApiPage = ({ view, children }: { readonly view: ApiPageView; readonly children?: Child }) => (
  <>
    <Head title={printable(view.api.name)} lead={<Lead view={view} />} />
    <div class="col">
      <Card id="routes" title="Routes" aside={<span class="small muted">{summary(view.api.routes)}</span>}>
        {view.api.routes.length === 0 ? (
          <Empty
            text="The API has no method."
            command={`aws apigateway put-method --rest-api-id ${view.api.id}`}
          />
        ) : (
          <Live id="route-rows">
            <RouteTable view={view} />
          </Live>
        )}
      </Card>
      {children}
    </div>
  </>
);

const Lead = ({ view: { api, base } }: { readonly view: ApiPageView }) => (
  <>
    REST API <code>{api.id}</code>
    {api.stages.length === 0 ? ", without a stage: nothing answers" : null}
    {api.stages.map((stage) => {
      const address = `${base}${stagePath(api.id, stage.name)}`;
      return (
        <>
          {", stage "}
          <code>{stage.name}</code>, deployment <code>{stage.deploymentId}</code> · <code>{address}</code>{" "}
          <Copy text={address} label={`the address of stage ${stage.name}`} />
        </>
      );
    })}
  </>
);

/** `7 by CognitoAuthorizer, 5 preflights without authorizer`. */
function summary(routes: readonly RouteView[]): string {
  const groups = new Map<string, number>();
  for (const route of routes) {
    const name = isPreflight(route)
      ? "preflight without authorizer"
      : route.authorization === "NONE"
        ? "open to anybody"
        : `by ${authorizerName(route)}`;
    groups.set(name, (groups.get(name) ?? 0) + 1);
  }
  return [...groups]
    .map(([name, count]) => `${count} ${count === 1 ? name : name.replace("preflight", "preflights")}`)
    .join(", ");
}

function isPreflight({ method, authorization, integration }: RouteView): boolean {
  return method === "OPTIONS" && authorization === "NONE" && integration === "MOCK";
}

function authorizerName({ authorization, authorizer }: RouteView): string {
  if (authorizer !== undefined) return authorizer.name;
  return authorization === "AWS_IAM" ? "signature and policies" : authorization;
}

/** Preflights stand apart: they are the same for every path, and nobody decides in them. */
const RouteTable = ({ view }: { readonly view: ApiPageView }) => {
  const shown = view.api.routes.filter((route) => !isPreflight(route) || route === view.opened);
  return (
    <div class="scroll">
      <table class="rows stacked">
        <thead>
          <tr>
            <th scope="col">Route</th>
            <th scope="col" class="opt">
              Authorizer
            </th>
            <th scope="col">Any one of these scopes</th>
            <th scope="col">Function</th>
            <th scope="col" class="end opt">
              Passed
            </th>
            <th scope="col" class="end">
              Refused
            </th>
          </tr>
        </thead>
        <tbody data-rows>
          {shown.map((route) => (
            <RouteRow view={view} route={route} />
          ))}
        </tbody>
      </table>
    </div>
  );
};

const RouteRow = ({ view, route }: { readonly view: ApiPageView; readonly route: RouteView }) => {
  const isOpen = route === view.opened;
  const operation = `${route.method} ${route.path}`;
  const count = view.counts.get(operation);
  return (
    <tr class={isOpen ? "is-open" : ""}>
      <th scope="row">
        <a
          class="cover"
          href={`${routeAddress(view.api.id, route)}#try`}
          {...(isOpen ? { "aria-current": "true" } : {})}
        >
          <span class="method">{route.method}</span>
          <span class="path">{route.path}</span>
        </a>
      </th>
      <td class="small opt">
        {route.authorization === "NONE" ? <span class="chip if">anybody</span> : authorizerName(route)}
        {route.apiKeyRequired ? " and an API key" : ""}
      </td>
      <td>
        <Scopes scopes={route.scopes} />
      </td>
      <td class="small">
        {route.functionName === undefined ? (
          <span class="muted">{route.integration}</span>
        ) : (
          <a href={functionAddress(route.functionName)} title={route.functionName}>
            {view.functionLabel(route.functionName)}
          </a>
        )}
      </td>
      <td class="end num opt">{count?.passed || ""}</td>
      <td class="end num inline" {...(count?.refused ? { "data-h": "Refused" } : {})}>
        {count?.refused ? (
          <a href={refusedAddress(view.api.id, operation)}>
            <VerdictWord verdict="no" text={count.refused} />
          </a>
        ) : null}
      </td>
    </tr>
  );
};

function refusedAddress(api: string, operation: string): string {
  return `${CONSOLE_PATH}trace?${new URLSearchParams({ verdict: "deny,error", api, q: operation })}`;
}

/** Scopes that every sign-in brings are quiet; what only some people have is marked. */
const COMMON = new Set(["openid", "email", "profile", "phone", "aws.cognito.signin.user.admin"]);

const Scopes = ({ scopes }: { readonly scopes: readonly string[] }) =>
  scopes.length > 0 && scopes.every((scope) => COMMON.has(scope)) ? (
    <code class="muted small">{scopes.join(", ")}</code>
  ) : (
    <span class="chips">
      {scopes.map((scope) => (
        <span class="chip code if" title={scope}>
          {shortened(scope)}
        </span>
      ))}
    </span>
  );
