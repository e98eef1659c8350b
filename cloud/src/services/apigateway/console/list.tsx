import { Copy } from "../../../web/parts/copy.tsx";
import { Empty, Head } from "../../../web/parts/parts.tsx";
import { printable } from "../../../web/parts/printable.ts";
import { apiAddress, stagePath } from "./addresses.ts";
import type { ApiView } from "./read.ts";

interface ListProps {
  readonly apis: readonly Pick<ApiView, "id" | "name" | "stages">[];
  readonly base: string;
}

/** Every API with where it answers. */
export const ApiList = ({ apis, base }: ListProps) => (
  <>
    <Head title="APIs" lead="REST APIs and where their stages answer." />
    <section class="card" aria-label="APIs">
      {apis.length === 0 ? (
        <Empty text="No API is deployed." command="npx portcullis up <folder with a template>" />
      ) : (
        <ul class="list" data-rows>
          {apis.map(({ id, name, stages }) => (
            <li class="api-row">
              <h2>
                <a href={apiAddress(id)}>{printable(name)}</a> <code class="muted small">{id}</code>
              </h2>
              {stages.length === 0 ? <p class="muted small">It has no stage, so nothing answers.</p> : null}
              {stages.map((stage) => (
                <p class="small">
                  <code>{`${base}${stagePath(id, stage.name)}`}</code>{" "}
                  <Copy
                    text={`${base}${stagePath(id, stage.name)}`}
                    label={`the address of stage ${stage.name}`}
                  />
                </p>
              ))}
            </li>
          ))}
        </ul>
      )}
    </section>
  </>
);
