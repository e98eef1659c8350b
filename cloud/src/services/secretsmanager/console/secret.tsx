import { ConfirmCard } from "../../../web/parts/confirm.tsx";
import { Copy } from "../../../web/parts/copy.tsx";
import { Hidden } from "../../../web/parts/hidden.tsx";
import { Mark } from "../../../web/parts/marks.tsx";
import { Act, Card, Day, Facts, Field, FoldCard, Head, OutsideName } from "../../../web/parts/parts.tsx";
import { Payload } from "../../../web/parts/payload.tsx";
import { printable, printableLines } from "../../../web/parts/printable.ts";
import { StackLink } from "../../../web/parts/stack-link.tsx";
import { Table } from "../../../web/parts/table.tsx";
import { stackOf } from "../../../web/stack-names.ts";
import type { ConsoleContext, ConsoleView } from "../../../wire/console-area.ts";
import { SECRET_PATH, SECRETS_PATH } from "./addresses.ts";
import {
  readSecret,
  readValue,
  readVersions,
  type SecretValue,
  type SecretView,
  type VersionView,
} from "./read.ts";

/** What a person asked to see: a version, or the current one where it is empty. */
export interface AskedSecret {
  readonly name: string;
  readonly version: string;
}

interface SecretPage {
  readonly secret: SecretView;
  readonly versions: readonly VersionView[];
  /** Undefined while it is hidden. */
  readonly shown: { readonly version: string; readonly value: SecretValue } | undefined;
  readonly stack: string | undefined;
}

/** A secret. CON-21: what it holds is asked for only when a person asks. */
export async function secretView(
  console: ConsoleContext,
  name: string,
  asked?: AskedSecret,
): Promise<ConsoleView> {
  const secret = await readSecret(console, name);
  const [versions, value, stack] = await Promise.all([
    readVersions(console, name),
    asked === undefined ? undefined : readValue(console, asked),
    stackOf(console, secret.ARN),
  ]);
  const shown = value === undefined ? undefined : { version: asked?.version ?? "", value };
  const view = { secret, versions, shown, stack };
  return {
    title: `${secret.Name} · Secrets`,
    body: (
      <>
        <Head title={<OutsideName name={secret.Name} />} lead={<a href={SECRETS_PATH}>Secrets</a>} />
        <div class="grid two">
          <div class="col">
            {secret.DeletedDate === undefined ? <ValueCard view={view} /> : <Doomed secret={secret} />}
            <VersionsCard view={view} />
          </div>
          <div class="col">
            <AboutCard view={view} />
            {secret.DeletedDate === undefined ? (
              <>
                <ChangeCard view={view} />
                <ConfirmCard
                  id="delete"
                  title="Delete …"
                  action={`${SECRETS_PATH}/delete`}
                  fields={{ name: secret.Name }}
                  label="Type the name of the secret to delete it"
                  button="Delete in 30 days"
                >
                  Nobody can read it from now on. For 30 days it can be restored.
                </ConfirmCard>
              </>
            ) : null}
          </div>
        </div>
      </>
    ),
  };
}

const Doomed = ({ secret: { Name, DeletedDate = 0 } }: { readonly secret: SecretView }) => (
  <div class="note if">
    <Mark verdict="if" />
    <div>
      <p>
        <b>It is to be deleted: nobody can read it.</b>
      </p>
      <p>
        That was asked for at <Day at={DeletedDate * 1_000} />.
      </p>
      <Act action={`${SECRETS_PATH}/restore`} fields={{ name: Name }}>
        <button type="submit" class="btn">
          Restore it
        </button>
      </Act>
    </div>
  </div>
);

const ValueCard = ({ view: { secret, shown } }: { readonly view: SecretPage }) => (
  <Card
    id="value"
    title="Value"
    aside={
      shown === undefined || shown.version === "" ? undefined : (
        <span class="small muted">
          version <code class="outside">{printable(shown.version)}</code>
        </span>
      )
    }
  >
    {shown === undefined ? (
      <Hidden action={SECRET_PATH} fields={{ name: secret.Name }} button="Show the value" />
    ) : "text" in shown.value ? (
      <pre class="pre body outside">{printableLines(laidOut(shown.value.text))}</pre>
    ) : (
      <div class="body">
        <Payload bytes={shown.value.bytes} size={shown.value.bytes.length} most={1_000} />
      </div>
    )}
  </Card>
);

/** JSON on one line is laid out, where that changes nothing of what it says. */
function laidOut(text: string): string {
  try {
    const parsed = JSON.parse(text) as unknown;
    return JSON.stringify(parsed) === text ? JSON.stringify(parsed, undefined, 2) : text;
  } catch {
    return text;
  }
}

const VersionsCard = ({ view: { secret, versions } }: { readonly view: SecretPage }) => (
  <Card id="versions" title="Versions" aside={<span class="small muted">{versions.length}</span>}>
    <Table
      class="keys-table"
      rows={versions}
      columns={[
        { title: "Version", cell: ({ VersionId }) => <code class="outside">{printable(VersionId)}</code> },
        { title: "Stages", cell: ({ VersionStages }) => <Stages stages={VersionStages} /> },
        { title: "Made", cell: ({ CreatedDate = Number.NaN }) => <Day at={CreatedDate * 1_000} /> },
        {
          title: "Value",
          class: "end",
          cell: ({ VersionId, VersionStages = [] }) =>
            VersionStages.length === 0 || secret.DeletedDate !== undefined ? null : (
              <Act action={SECRET_PATH} fields={{ name: secret.Name, version: VersionId }}>
                <button type="submit" class="btn quiet" aria-label={`Show version ${printable(VersionId)}`}>
                  Show
                </button>
              </Act>
            ),
        },
      ]}
    />
  </Card>
);

const Stages = ({ stages = [] }: { readonly stages: readonly string[] | undefined }) =>
  stages.length === 0 ? (
    <span class="muted">none</span>
  ) : (
    <span class="chips">
      {stages.map((stage) => (
        <span class={stage === "AWSCURRENT" ? "chip yes" : "chip"}>{printable(stage)}</span>
      ))}
    </span>
  );

const AboutCard = ({ view: { secret, stack } }: { readonly view: SecretPage }) => (
  <FoldCard id="about" title="About">
    <div class="body">
      <Facts
        facts={[
          ["Made by", <StackLink stack={stack} />],
          [
            "Description",
            secret.Description === undefined ? undefined : (
              <span class="outside">{printable(secret.Description)}</span>
            ),
          ],
          ["Made", dayOf(secret.CreatedDate)],
          ["Changed", dayOf(secret.LastChangedDate)],
          ["Last read on", dayOf(secret.LastAccessedDate)],
          [
            "ARN",
            <>
              <code class="outside">{secret.ARN}</code> <Copy text={secret.ARN} label="the ARN" />
            </>,
          ],
        ]}
      />
    </div>
  </FoldCard>
);

function dayOf(seconds: number | undefined) {
  return seconds === undefined ? undefined : <Day at={seconds * 1_000} />;
}

const ChangeCard = ({ view: { secret } }: { readonly view: SecretPage }) => (
  <Card id="change" title="Change" foot="The value before stays as AWSPREVIOUS until the next change.">
    <form class="body col" method="post" action={`${SECRETS_PATH}/put`}>
      <input type="hidden" name="name" value={secret.Name} />
      <Field id="new-value" label="Text">
        <textarea id="new-value" name="value" class="mono" rows={3} spellcheck={false} required />
      </Field>
      <div class="btns">
        <button type="submit" class="btn primary">
          Save as AWSCURRENT
        </button>
      </div>
    </form>
  </Card>
);
