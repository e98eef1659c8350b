import { Copy, Empty, Head } from "../../../web/parts/parts.tsx";
import { StackLink } from "../../../web/parts/stack-link.tsx";
import { Table } from "../../../web/parts/table.tsx";
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
        <Table
          isWalked
          rows={functions}
          columns={[
            { title: "Function", cell: ({ FunctionName }) => <Name name={FunctionName} names={names} /> },
            {
              title: "Stack",
              class: "small",
              cell: ({ FunctionName }) => <StackLink stack={names.stackOf(FunctionName)} />,
            },
            {
              title: "Runtime",
              class: "small",
              cell: ({ Runtime, Architectures }) => `${Runtime} · ${Architectures.join(", ")}`,
            },
            { title: "Memory", class: "end num", cell: ({ MemorySize }) => `${MemorySize} MB` },
            { title: "Timeout", class: "end num", cell: ({ Timeout }) => `${Timeout} s` },
          ]}
        />
      )}
      {next === undefined ? null : (
        <p class="count-line">
          <a href={`${FUNCTIONS}?after=${encodeURIComponent(next)}`}>Next page</a>
        </p>
      )}
    </section>
  </>
);

const Name = ({ name, names }: { readonly name: string; readonly names: StackNames }) => (
  <>
    <a href={functionAddress(name)}>{names.short(name)}</a>
    {names.short(name) === name ? null : (
      <span class="muted small full-name">
        <code>{name}</code> <Copy text={name} label={`the name ${name}`} />
      </span>
    )}
  </>
);
