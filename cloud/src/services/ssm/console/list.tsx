import { namedList } from "../../../web/parts/named-list.tsx";
import { Day } from "../../../web/parts/parts.tsx";
import { printable } from "../../../web/parts/printable.ts";
import type { Columns } from "../../../web/parts/table.tsx";
import { PARAMETERS_PATH, parameterPath } from "./addresses.ts";
import { type ParameterView, readParameters } from "./read.ts";

const COLUMNS: Columns<ParameterView> = [
  {
    title: "Parameter",
    cell: ({ Name }) => (
      <a class="outside" href={parameterPath(Name)}>
        {Name}
      </a>
    ),
  },
  { title: "Type", cell: ({ Type }) => Type },
  { title: "Version", class: "end num", cell: ({ Version }) => Version },
  {
    title: "Description",
    cell: ({ Description = "" }) => <span class="outside">{printable(Description)}</span>,
  },
  { title: "Changed", class: "end", cell: ({ LastModifiedDate }) => <Day at={LastModifiedDate * 1_000} /> },
];

/** Every parameter of the account; none is read. */
export const parametersView = namedList({
  noun: "parameter",
  lead: "Settings by name, in the Parameter Store of Systems Manager.",
  path: PARAMETERS_PATH,
  columns: COLUMNS,
  command: "aws ssm put-parameter --type String --name /NAME --value VALUE",
  read: readParameters,
});
