import { AwsError } from "../../../core/errors.ts";
import { Copy } from "../../../web/parts/copy.tsx";
import { durationText } from "../../../web/parts/durations.ts";
import { GrantRows } from "../../../web/parts/grants.tsx";
import { Card, Day, Facts, FoldCard, Head, OutsideName } from "../../../web/parts/parts.tsx";
import { printable } from "../../../web/parts/printable.ts";
import { Rights } from "../../../web/parts/rights.tsx";
import { StackLink } from "../../../web/parts/stack-link.tsx";
import { CONSOLE_PATH } from "../../../web/paths.ts";
import { type RoleView, readRole } from "../../../web/read-role.ts";
import { ROLES_PATH } from "../../../web/role-paths.ts";
import { madeBy } from "../../../web/stack-names.ts";
import { grantsOf } from "../../../web/words/grants.ts";
import type { ConsoleContext, ConsoleView } from "../../../wire/console-area.ts";

interface RolePage {
  readonly role: RoleView;
  readonly account: string;
  readonly maker: Awaited<ReturnType<typeof madeBy>>;
}

/** A role: who may take it, and what it lets do. */
export async function roleView(console: ConsoleContext, name: string): Promise<ConsoleView> {
  const [role, maker] = await Promise.all([readRole(console, name), madeBy(console, name)]);
  if (role === undefined) {
    throw new AwsError("NoSuchEntity", `The role with name ${name} cannot be found.`, 404);
  }
  const view = { role, account: console.account, maker };
  return {
    title: `${role.name} · Roles`,
    body: (
      <>
        <Head title={<OutsideName name={role.name} />} lead={<a href={ROLES_PATH}>Roles</a>}>
          <a class="btn" href={reachPath(view)}>
            What it reaches
          </a>
        </Head>
        <div class="grid half">
          <div class="col">
            <Rights role={role} />
          </div>
          <div class="col">
            <TrustCard view={view} />
            <AboutCard view={view} />
          </div>
        </div>
      </>
    ),
  };
}

/** As Access names it: by what a template calls it, where one made it. */
function placeOf({ role, maker }: RolePage): string {
  return maker === undefined ? `-/${role.name}` : `${maker.stack}/${maker.logicalId}`;
}

function reachPath(view: RolePage): string {
  return `${CONSOLE_PATH}access?${new URLSearchParams({ who: `role@${placeOf(view)}` })}`;
}

function takersPath({ role, maker }: RolePage): string {
  return `${CONSOLE_PATH}access?${new URLSearchParams({ q: `Take ${maker?.logicalId ?? role.name}` })}`;
}

const TrustCard = ({ view }: { readonly view: RolePage }) => (
  <Card id="by" title="Who may take it">
    <GrantRows grants={grantsOf(view.role.trust, "it", view.account)}>
      <b>Nobody else.</b>{" "}
      <span class="muted">
        Where it lets the account in, policies of who asks decide: <a href={takersPath(view)}>Access</a>.
      </span>
    </GrantRows>
    <div class="foot">
      <details>
        <summary>The trust policy as written</summary>
        <pre class="pre">{JSON.stringify(view.role.trust, undefined, 2)}</pre>
      </details>
    </div>
  </Card>
);

/** Those of CloudFormation say what stands above them. */
function ownTags({ tags }: RoleView): RoleView["tags"] {
  return tags.filter(([key]) => !key.startsWith("aws:"));
}

const AboutCard = ({ view: { role, maker } }: { readonly view: RolePage }) => (
  <FoldCard id="about" title="About">
    <div class="body">
      <Facts
        facts={[
          ["Made by", <StackLink stack={maker?.stack} />],
          [
            "Description",
            role.description === undefined ? undefined : (
              <span class="outside">{printable(role.description)}</span>
            ),
          ],
          ["Path", <code class="outside">{printable(role.path)}</code>],
          ["Made", <Day at={role.createdAt} />],
          ["A session lasts", `at most ${durationText(role.maxSessionSeconds)}`],
          [
            "Boundary",
            role.boundary === undefined ? "none" : <code class="outside">{printable(role.boundary)}</code>,
          ],
          ...ownTags(role).map(
            ([key, value]) =>
              [
                <span class="outside">{`Tag ${printable(key)}`}</span>,
                <code class="outside">{printable(value)}</code>,
              ] as const,
          ),
          [
            "ARN",
            <>
              <code class="outside">{role.arn}</code> <Copy text={role.arn} label="the ARN" />
            </>,
          ],
        ]}
      />
    </div>
  </FoldCard>
);
