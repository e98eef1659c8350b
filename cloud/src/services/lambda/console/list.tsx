import { Copy } from "../../../web/parts/copy.tsx";
import { FindByName, withQuery } from "../../../web/parts/paging.tsx";
import { Empty, Head } from "../../../web/parts/parts.tsx";
import { printable } from "../../../web/parts/printable.ts";
import { StackLink } from "../../../web/parts/stack-link.tsx";
import { Table } from "../../../web/parts/table.tsx";
import type { StackNames } from "../../../web/stack-names.ts";
import { FUNCTIONS, functionAddress } from "./addresses.ts";
import type { FunctionPage } from "./read.ts";

interface ListView {
  readonly page: FunctionPage;
  readonly names: StackNames;
  /** Of a name, that was searched for; empty when none was. */
  readonly part: string;
}

/** A page of the functions of the account. */
export const FunctionList = ({ view }: { readonly view: ListView }) => (
  <>
    <Head title="Functions" lead="What runs here, and with what." />
    <FindByName
      field="part"
      action={FUNCTIONS}
      what="functions"
      label="Part of a function’s name"
      value={view.part}
    />
    <Functions view={view} />
  </>
);

const Functions = ({ view: { page, names, part } }: { readonly view: ListView }) => {
  const { functions, next } = page;
  return (
    <section class="card" aria-label="Functions">
      {functions.length === 0 ? (
        part === "" ? (
          <Empty text="No function is deployed." command="npx portcullis up <folder with a template>" />
        ) : (
          <Empty text={`No function has “${printable(part)}” in its name.`} />
        )
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
          <a href={withQuery(FUNCTIONS, { part, after: next })}>Next page</a>
        </p>
      )}
    </section>
  );
};

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
