import { Copy, Empty, Head } from "../../../web/parts/parts.tsx";
import type { StackNames } from "../../../web/stack-names.ts";
import { FUNCTIONS, functionAddress } from "./addresses.ts";
import type { FunctionPage } from "./read.ts";

interface ListProps {
  readonly page: FunctionPage;
  readonly names: StackNames;
}

/** A page of the functions of the account. */
export const FunctionList = ({ page: { functions, next }, names }: ListProps) => (
  <>
    <Head title="Functions" lead="What runs here, and with what." />
    <section class="card" aria-label="Functions">
      {functions.length === 0 ? (
        <Empty text="No function is deployed." command="npx portcullis up <folder with a template>" />
      ) : (
        <table class="rows stacked">
          <thead>
            <tr>
              <th scope="col">Function</th>
              <th scope="col">Stack</th>
              <th scope="col">Runtime</th>
              <th scope="col" class="end">
                Memory
              </th>
              <th scope="col" class="end">
                Timeout
              </th>
            </tr>
          </thead>
          <tbody data-rows>
            {functions.map((one) => (
              <tr>
                <th scope="row">
                  <a href={functionAddress(one.FunctionName)}>{names.short(one.FunctionName)}</a>
                  {names.short(one.FunctionName) === one.FunctionName ? null : (
                    <span class="muted small full-name">
                      <code>{one.FunctionName}</code>{" "}
                      <Copy text={one.FunctionName} label={`the name ${one.FunctionName}`} />
                    </span>
                  )}
                </th>
                <td class="small" data-h="Stack">
                  {names.stackOf(one.FunctionName) ?? ""}
                </td>
                <td class="small" data-h="Runtime">
                  {`${one.Runtime} · ${one.Architectures.join(", ")}`}
                </td>
                <td class="end num" data-h="Memory">{`${one.MemorySize} MB`}</td>
                <td class="end num" data-h="Timeout">{`${one.Timeout} s`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {next === undefined ? null : (
        <p class="count-line">
          <a href={`${FUNCTIONS}?after=${encodeURIComponent(next)}`}>Next page</a>
        </p>
      )}
    </section>
  </>
);
