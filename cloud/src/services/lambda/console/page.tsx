import { Copy } from "../../../web/parts/copy.tsx";
import { ICONS, Icon } from "../../../web/parts/marks.tsx";
import { Card, Facts, Head } from "../../../web/parts/parts.tsx";
import { Rights } from "../../../web/parts/rights.tsx";
import { StackLink } from "../../../web/parts/stack-link.tsx";
import type { RoleView } from "../../../web/read-role.ts";
import type { Invoker } from "../../../web/words/invokers.ts";
import { FUNCTIONS } from "./addresses.ts";
import { EnvironmentCard } from "./environment.tsx";
import type { SavedEvent } from "./events.ts";
import type { Invoked } from "./invoke.ts";
import { InvokeCard } from "./invoke-card.tsx";
import { DurationCard, Log } from "./log.tsx";
import type { FunctionView, VersionsView } from "./read.ts";
import { durationsOf, type LogLine } from "./reports.ts";
import { Invokers } from "./rights.tsx";

interface FunctionPageView {
  readonly one: FunctionView;
  /** What a template calls it. */
  readonly label: string;
  readonly stack: string | undefined;
  readonly versions: VersionsView;
  readonly role: RoleView | undefined;
  readonly invokers: readonly Invoker[];
  readonly events: readonly SavedEvent[];
  readonly chosen: SavedEvent | undefined;
  readonly eventText: string;
  readonly invoked: Invoked | undefined;
  readonly lines: readonly LogLine[];
  readonly isTraced: (requestId: string) => boolean;
  readonly areSecretsShown: boolean;
}

const SHOWN_LINES = 120;

/** One function: what it may do, who may invoke it, its code, and what it said. */
export const FunctionPage = ({ view }: { readonly view: FunctionPageView }) => {
  const { one } = view;
  return (
    <>
      <Head title={view.label} lead={<Lead view={view} />}>
        <a class="btn primary" href="#invoke">
          <Icon path={ICONS.send} />
          Invoke
        </a>
      </Head>
      <div class="grid half">
        <div class="col">
          <Rights role={view.role} of="function" />
          <Invokers invokers={view.invokers} />
          <CodeCard view={view} />
          <EnvironmentCard
            functionName={one.FunctionName}
            variables={one.Environment?.Variables ?? {}}
            isShown={view.areSecretsShown}
          />
        </div>
        <div class="col">
          <InvokeCard
            functionName={one.FunctionName}
            events={view.events}
            chosen={view.chosen}
            text={view.eventText}
            invoked={view.invoked}
          />
          <Log
            functionName={one.FunctionName}
            lines={view.lines.slice(-SHOWN_LINES)}
            isTraced={view.isTraced}
          />
          <DurationCard durations={durationsOf(view.lines)} />
        </div>
      </div>
    </>
  );
};

const Lead = ({ view: { one, stack } }: { readonly view: FunctionPageView }) => (
  <>
    <a href={FUNCTIONS}>Functions</a> · <StackLink stack={stack} /> · <code>{one.FunctionName}</code>{" "}
    <Copy text={one.FunctionName} label="the name" />
    {` · ${one.Runtime} · ${one.Architectures.join(", ")} · ${one.MemorySize} MB · ${one.Timeout} s`}
  </>
);

const CodeCard = ({ view: { one, versions } }: { readonly view: FunctionPageView }) => (
  <Card id="code" title="Code">
    <div class="body">
      <Facts
        facts={[
          ["Handler", <code>{one.Handler}</code>],
          ["Size", `${one.CodeSize.toLocaleString("en-GB")} bytes`],
          [
            "SHA-256",
            <>
              <code>{one.CodeSha256}</code> <Copy text={one.CodeSha256} label="the hash of the code" />
            </>,
          ],
          ["Changed", <code>{one.LastModified}</code>],
          [
            "Versions",
            versions.versions.length === 0
              ? "only $LATEST; none is published"
              : `$LATEST and ${versions.versions.join(", ")}`,
          ],
          ...versions.aliases.map(
            ({ Name, FunctionVersion }) => [`Alias ${Name}`, `version ${FunctionVersion}`] as const,
          ),
          [
            "ARN",
            <>
              <code>{one.FunctionArn}</code> <Copy text={one.FunctionArn} label="the ARN" />
            </>,
          ],
        ]}
      />
    </div>
  </Card>
);
