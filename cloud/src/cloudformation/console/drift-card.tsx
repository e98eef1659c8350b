import { AwsError } from "../../core/errors.ts";
import { CommandWords } from "../../web/parts/commands.tsx";
import { Card, shortened, VerdictWord } from "../../web/parts/parts.tsx";
import { printable } from "../../web/parts/printable.ts";
import type { ConsoleContext } from "../../wire/console-area.ts";
import { parseTemplateText } from "../template/parse.ts";
import type { ValueMap } from "../template/value.ts";
import type { DescribedStack } from "./answers.ts";
import { type Difference, differences } from "./drift.ts";

const MOST_SHOWN = 20;
const LONGEST_VALUE = 120;

/** Whether the file in the project's folder says what runs. */
export async function driftCard(
  console: Pick<ConsoleContext, "call" | "folderTemplate">,
  stack: DescribedStack,
) {
  const folder = await console.folderTemplate(stack.StackName);
  const running =
    folder?.template === undefined ? undefined : await runningTemplate(console, stack.StackName);
  return (
    <Card id="drift" title="File and what runs" foot="The template is compared, not the code of functions.">
      <div class="body col small">
        {folder === undefined ? (
          <p>
            No folder of the project is known for this stack: a client deployed it. What its file would
            change, <CommandWords text="sam deploy --no-execute-changeset" /> shows here as a change set.
          </p>
        ) : (
          <>
            <p>
              <code class="outside">{printable(folder.file)}</code>
            </p>
            {running === undefined || folder.template === undefined ? (
              <>
                <VerdictWord verdict="fail" text="Cannot be compared" />
                <p class="outside">{printable(folder.problem ?? "The template that runs cannot be read.")}</p>
              </>
            ) : (
              <Compared found={differences(folder.template as ValueMap, running)} />
            )}
          </>
        )}
      </div>
    </Card>
  );
}

async function runningTemplate(
  { call }: Pick<ConsoleContext, "call">,
  name: string,
): Promise<ValueMap | undefined> {
  try {
    const { TemplateBody = "" } = await call<{ TemplateBody?: string }>("cloudformation", "GetTemplate", {
      StackName: name,
    });
    return await parseTemplateText(TemplateBody);
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}

const Compared = ({ found }: { readonly found: readonly Difference[] }) => {
  if (found.length === 0) return <VerdictWord verdict="yes" text="The same" />;
  return (
    <>
      <VerdictWord
        verdict="if"
        text={found.length === 1 ? "They differ in one place" : `They differ in ${found.length} places`}
      />
      <ul class="col differences">
        {found.slice(0, MOST_SHOWN).map(({ path, inFile, running }) => (
          <li>
            <b class="outside">{printable(path)}</b>
            <span>
              <span class="muted">file </span>
              <Said value={inFile} />
            </span>
            <span>
              <span class="muted">runs </span>
              <Said value={running} />
            </span>
          </li>
        ))}
      </ul>
      {found.length > MOST_SHOWN ? <p class="muted">{`And ${found.length - MOST_SHOWN} more.`}</p> : null}
    </>
  );
};

const Said = ({ value }: { readonly value: string | undefined }) =>
  value === undefined ? (
    <span class="muted">nothing</span>
  ) : (
    <code class="outside">{shortened(printable(value), LONGEST_VALUE)}</code>
  );
