import { ConfirmCard } from "../../../web/parts/confirm.tsx";
import { Copy } from "../../../web/parts/copy.tsx";
import { Hidden } from "../../../web/parts/hidden.tsx";
import {
  Card,
  Day,
  Facts,
  Field,
  FoldCard,
  Head,
  OutsideName,
  shortened,
} from "../../../web/parts/parts.tsx";
import { printable, printableLines } from "../../../web/parts/printable.ts";
import { StackLink } from "../../../web/parts/stack-link.tsx";
import { Table } from "../../../web/parts/table.tsx";
import { stackOf } from "../../../web/stack-names.ts";
import type { ConsoleContext, ConsoleView } from "../../../wire/console-area.ts";
import { PARAMETER_PATH, PARAMETERS_PATH } from "./addresses.ts";
import { type HistoryView, type ParameterView, readHistory, readParameter, readValue } from "./read.ts";

interface ParameterPage {
  readonly parameter: ParameterView;
  /** Undefined while it is hidden. */
  readonly value: string | undefined;
  readonly history: readonly HistoryView[];
  readonly stack: string | undefined;
}

/**
 * A parameter. CON-21: the value of a SecureString is asked for, and decrypted, only when a person asks.
 * @param isAsked whether somebody did
 */
export async function parameterView(
  console: ConsoleContext,
  name: string,
  isAsked: boolean,
): Promise<ConsoleView> {
  const parameter = await readParameter(console, name);
  const isShown = isAsked || parameter.Type !== "SecureString";
  const [value, history, stack] = await Promise.all([
    isShown ? readValue(console, name) : undefined,
    readHistory(console, name),
    stackOf(console, name),
  ]);
  const view = { parameter, value, history, stack };
  return {
    title: `${name} · Parameters`,
    body: (
      <>
        <Head title={<OutsideName name={name} />} lead={<a href={PARAMETERS_PATH}>Parameters</a>} />
        <div class="grid two">
          <div class="col">
            <ValueCard view={view} />
            <VersionsCard history={history} />
          </div>
          <div class="col">
            <AboutCard view={view} />
            <ChangeCard view={view} />
            <ConfirmCard
              id="delete"
              title="Delete …"
              action={`${PARAMETERS_PATH}/delete`}
              fields={{ name }}
              label="Type the name of the parameter to delete it"
              button="Delete"
            >
              It is gone for good, with all its versions.
            </ConfirmCard>
          </div>
        </div>
      </>
    ),
  };
}

const ValueCard = ({ view: { parameter, value } }: { readonly view: ParameterPage }) => (
  <Card id="value" title="Value">
    {value === undefined ? (
      <Hidden action={PARAMETER_PATH} fields={{ name: parameter.Name }} button="Show the value" />
    ) : (
      <pre class="pre body outside">{printableLines(value)}</pre>
    )}
  </Card>
);

const MOST_VERSIONS = 50;

const VersionsCard = ({ history }: { readonly history: readonly HistoryView[] }) => (
  <Card
    id="versions"
    title="Versions"
    aside={<span class="small muted">{history.length}</span>}
    foot={history.length > MOST_VERSIONS ? `The newest ${MOST_VERSIONS} are shown.` : undefined}
  >
    <Table
      rows={history.slice(0, MOST_VERSIONS)}
      columns={[
        { title: "Version", cell: ({ Version }) => Version },
        {
          title: "By",
          cell: ({ LastModifiedUser: by = "" }) => (
            <span class="outside small">{printable(by.slice(by.lastIndexOf(":") + 1))}</span>
          ),
        },
        {
          title: "Changed",
          class: "end",
          cell: ({ LastModifiedDate }) => <Day at={LastModifiedDate * 1_000} />,
        },
      ]}
    />
  </Card>
);

const AboutCard = ({ view: { parameter, stack } }: { readonly view: ParameterPage }) => {
  const { ARN: arn = "", Description: description } = parameter;
  return (
    <FoldCard id="about" title="About">
      <div class="body">
        <Facts
          facts={[
            ["Made by", <StackLink stack={stack} />],
            ["Type", parameter.Type],
            ["Version", parameter.Version],
            ["Tier", parameter.Tier],
            ...(description === undefined || description === ""
              ? []
              : [["Description", <span class="outside">{printable(description)}</span>] as const]),
            [
              "ARN",
              <>
                <code class="outside">{shortened(arn, 80)}</code> <Copy text={arn} label="the ARN" />
              </>,
            ],
          ]}
        />
      </div>
    </FoldCard>
  );
};

const ChangeCard = ({ view: { parameter, value } }: { readonly view: ParameterPage }) => (
  <Card id="change" title="Change">
    <form class="body col" method="post" action={`${PARAMETERS_PATH}/put`}>
      <input type="hidden" name="name" value={parameter.Name} />
      <Field
        id="new-value"
        label="Value"
        hint={parameter.Type === "StringList" ? "Texts with commas between them." : undefined}
      >
        <textarea
          id="new-value"
          name="value"
          class="mono"
          rows={3}
          spellcheck={false}
          required
          {...(parameter.Type === "StringList" ? { "aria-describedby": "new-value-hint" } : {})}
        >
          {value ?? ""}
        </textarea>
      </Field>
      <div class="btns">
        <button type="submit" class="btn primary">
          Save as a new version
        </button>
      </div>
    </form>
  </Card>
);
