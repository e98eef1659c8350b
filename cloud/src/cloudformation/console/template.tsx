import { sizeText } from "../../web/parts/bytes.ts";
import { ICONS, Icon } from "../../web/parts/marks.tsx";
import { Card } from "../../web/parts/parts.tsx";
import { printable } from "../../web/parts/printable.ts";
import type { ConsoleContext, ConsoleView } from "../../wire/console-area.ts";
import type { HttpResponse } from "../../wire/http.ts";
import { describedStack } from "./answers.ts";
import { StackHead, stackPath } from "./parts.tsx";

const STAGES = [
  { stage: "Original", title: "As written" },
  { stage: "Processed", title: "As expanded" },
] as const;
type Stage = (typeof STAGES)[number]["stage"];

const MOST_LINES = 3_000;

/** The template as somebody gave it, or as it is after macros such as SAM. */
export async function templateView(
  console: ConsoleContext,
  name: string,
  asked: string | null,
): Promise<ConsoleView> {
  const stage = stageOf(asked);
  const [stack, body] = await Promise.all([describedStack(console, name), templateOf(console, name, stage)]);
  const { text, isLaidOut } = laidOut(body);
  const lines = text.split("\n");
  return {
    title: `Template · ${stack.StackName}`,
    body: (
      <>
        <StackHead stack={stack} name={name} here="/template" />
        <Card
          id="template"
          title={
            <span class="seg">
              {STAGES.map((each) => (
                <a
                  href={stackPath(name, "/template", { stage: each.stage })}
                  {...(each.stage === stage ? { "aria-current": "true" } : {})}
                >
                  {each.title}
                </a>
              ))}
            </span>
          }
          aside={
            <a class="btn" href={stackPath(name, "/template/save", { stage })} download="">
              <Icon path={ICONS.save} />
              Save
            </a>
          }
          foot={`${lines.length.toLocaleString("en")} lines, ${sizeText(Buffer.byteLength(body))}${isLaidOut ? "; it came without lines, which are made here" : ""}${lines.length > MOST_LINES ? `; the first ${MOST_LINES.toLocaleString("en")} are shown` : ""}.`}
        >
          <pre class="pre template" tabindex={0}>
            <code class="lines">
              {lines.slice(0, MOST_LINES).map((line) => (
                <span>{printable(line) || " "}</span>
              ))}
            </code>
          </pre>
        </Card>
      </>
    ),
  };
}

/** The same as a file, to the byte. */
export async function savedTemplate(
  console: Pick<ConsoleContext, "call">,
  name: string,
  asked: string | null,
): Promise<HttpResponse> {
  const stage = stageOf(asked);
  const body = await templateOf(console, name, stage);
  const extension = body.trimStart().startsWith("{") ? "json" : "yaml";
  return {
    status: 200,
    headers: {
      "Content-Type": "application/octet-stream",
      "Content-Disposition": `attachment; filename="template-${stage.toLowerCase()}.${extension}"`,
      "Content-Security-Policy": "sandbox; default-src 'none'",
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "no-store",
    },
    body,
  };
}

function stageOf(asked: string | null): Stage {
  return asked === "Processed" ? "Processed" : "Original";
}

async function templateOf(
  { call }: Pick<ConsoleContext, "call">,
  name: string,
  stage: Stage,
): Promise<string> {
  const { TemplateBody = "" } = await call<{ TemplateBody?: string }>("cloudformation", "GetTemplate", {
    StackName: name,
    TemplateStage: stage,
  });
  return TemplateBody;
}

/** JSON on one line is laid out; everything else is as it came. */
function laidOut(body: string): { readonly text: string; readonly isLaidOut: boolean } {
  if (!body.startsWith("{") || body.includes("\n")) return { text: body, isLaidOut: false };
  try {
    return { text: JSON.stringify(JSON.parse(body), undefined, 2), isLaidOut: true };
  } catch {
    return { text: body, isLaidOut: false };
  }
}
