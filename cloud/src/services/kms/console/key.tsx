import { Copy } from "../../../web/parts/copy.tsx";
import { GrantRows } from "../../../web/parts/grants.tsx";
import { Mark } from "../../../web/parts/marks.tsx";
import { Act, Card, Day, Facts, FoldCard, Head, OutsideName } from "../../../web/parts/parts.tsx";
import { printable } from "../../../web/parts/printable.ts";
import { StackLink } from "../../../web/parts/stack-link.tsx";
import { CONSOLE_PATH } from "../../../web/paths.ts";
import { madeBy } from "../../../web/stack-names.ts";
import { grantsOf } from "../../../web/words/grants.ts";
import type { Document } from "../../../web/words/policy.ts";
import { resourceWords } from "../../../web/words/resources.ts";
import type { ConsoleContext, ConsoleView } from "../../../wire/console-area.ts";
import { KEYS_PATH } from "./addresses.ts";
import { DeletionCard, RotationCard } from "./changes.tsx";
import {
  type GrantsView,
  type KeyRow,
  readAliases,
  readGrants,
  readKey,
  readPolicy,
  readRotation,
} from "./read.ts";
import { StateWord, usageText } from "./words.tsx";

/** A key: whether it can be used, and who may. */
export async function keyView(console: ConsoleContext, asked: string): Promise<ConsoleView> {
  const found = await readKey(console, asked);
  const id = found.KeyId;
  const [aliases, policy, rotation, grants, maker] = await Promise.all([
    readAliases(console, id),
    readPolicy(console, id),
    found.KeySpec === "SYMMETRIC_DEFAULT" ? readRotation(console, id) : undefined,
    readGrants(console, id),
    madeBy(console, id),
  ]);
  const key = { ...found, aliases: aliases.get(id) ?? [] };
  const name = key.aliases[0] ?? id;
  const isOwn = key.KeyManager === "CUSTOMER";
  const isDoomed = key.KeyState === "PendingDeletion";
  return {
    title: `${name} · Keys`,
    body: (
      <>
        <Head
          title={<OutsideName name={name} />}
          lead={
            <>
              <a href={KEYS_PATH}>Keys</a> · <StateWord state={key} />
              {` · for ${usageText(key)}`}
              {isOwn ? "" : " · managed by AWS: it is neither disabled nor deleted"}
            </>
          }
        >
          {isOwn && !isDoomed ? <StateButton row={key} /> : null}
        </Head>
        <div class="grid two">
          <div class="col">
            {isDoomed ? <Doomed row={key} /> : null}
            <PolicyCard
              policy={policy}
              account={console.account}
              door={isOwn ? (maker?.logicalId ?? id) : undefined}
            />
            <GrantsCard granted={grants} account={console.account} />
          </div>
          <div class="col">
            <AboutCard row={key} stack={maker?.stack} />
            {isOwn && !isDoomed ? (
              <>
                {rotation === undefined ? null : <RotationCard id={id} rotation={rotation} />}
                <DeletionCard row={key} />
              </>
            ) : null}
          </div>
        </div>
      </>
    ),
  };
}

const StateButton = ({ row: { KeyId, KeyState } }: { readonly row: KeyRow }) => (
  <Act action={`${KEYS_PATH}/state`} fields={{ id: KeyId, to: KeyState === "Enabled" ? "off" : "on" }}>
    <button type="submit" class="btn">
      {KeyState === "Enabled" ? "Disable" : "Enable"}
    </button>
  </Act>
);

const Doomed = ({ row: { KeyId, DeletionDate = Number.NaN } }: { readonly row: KeyRow }) => (
  <div class="note if">
    <Mark verdict="if" />
    <div>
      <p>
        <b>It is to be deleted: nobody can use it.</b>
      </p>
      <p>
        It is gone at <Day at={DeletionDate * 1_000} />, and with it everything that only it decrypts.
      </p>
      <Act action={`${KEYS_PATH}/cancel`} fields={{ id: KeyId }}>
        <button type="submit" class="btn">
          Keep it
        </button>
      </Act>
    </div>
  </div>
);

interface PolicyProps {
  readonly policy: Document | undefined;
  readonly account: string;
  /** As Access calls the key; undefined for one of AWS, which it leaves out. */
  readonly door: string | undefined;
}

const PolicyCard = ({ policy, account, door }: PolicyProps) => (
  <Card id="policy" title="Who may use it, by its own policy">
    {policy === undefined ? (
      <p class="body">Its policy does not let the console read it.</p>
    ) : (
      <>
        <GrantRows grants={grantsOf(policy, "it", account)}>
          <b>Nobody else by its own policy.</b>{" "}
          {door === undefined ? null : (
            <span class="muted">
              Where it lets the account in, policies of roles decide, one by one in{" "}
              <a href={`${CONSOLE_PATH}access?${new URLSearchParams({ q: `Key ${door}` })}`}>Access</a>.
            </span>
          )}
        </GrantRows>
        <div class="foot">
          <details>
            <summary>The policy as written</summary>
            <pre class="pre">{JSON.stringify(policy, undefined, 2)}</pre>
          </details>
        </div>
      </>
    )}
  </Card>
);

const GrantsCard = ({
  granted: { grants, isMore },
  account,
}: {
  readonly granted: GrantsView;
  readonly account: string;
}) =>
  grants.length === 0 ? null : (
    <Card id="grants" title="Grants" aside={<span class="small muted">{grants.length}</span>}>
      <ul class="list rights">
        {grants.map(({ GrantId, Name, GranteePrincipal, Operations, Constraints }) => (
          <li>
            <Mark verdict={Constraints === undefined ? "yes" : "if"} />
            <span class="outside">
              <b>{printable(resourceWords(GranteePrincipal, account))}</b>
              {` may ${Operations.join(", ")}`}
              {Constraints === undefined ? null : ", only with this encryption context: "}
              {Constraints === undefined ? null : <code>{printable(JSON.stringify(Constraints))}</code>}
              <span class="muted small under">
                {Name === undefined ? null : `${printable(Name)} · `}
                <code>{GrantId}</code>
              </span>
            </span>
          </li>
        ))}
      </ul>
      {isMore ? (
        <p class="foot">
          There are more: <code>aws kms list-grants</code> has all.
        </p>
      ) : null}
    </Card>
  );

const AboutCard = ({ row, stack }: { readonly row: KeyRow; readonly stack: string | undefined }) => (
  <FoldCard id="about" title="About">
    <div class="body">
      <Facts
        facts={[
          ["Made by", <StackLink stack={stack} />],
          [
            "Description",
            row.Description === "" ? undefined : <span class="outside">{printable(row.Description)}</span>,
          ],
          [
            row.aliases.length > 1 ? "Aliases" : "Alias",
            row.aliases.length === 0 ? (
              <span class="muted">none</span>
            ) : (
              row.aliases.map((alias) => <code class="outside under">{`alias/${alias}`}</code>)
            ),
          ],
          ["Made", <Day at={row.CreationDate * 1_000} />],
          ["Kind", <code>{row.KeySpec}</code>],
          [
            "Id",
            <>
              <code class="outside">{row.KeyId}</code> <Copy text={row.KeyId} label="the id" />
            </>,
          ],
          [
            "ARN",
            <>
              <code class="outside">{row.Arn}</code> <Copy text={row.Arn} label="the ARN" />
            </>,
          ],
        ]}
      />
    </div>
  </FoldCard>
);
