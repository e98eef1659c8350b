import { namedList } from "../../../web/parts/named-list.tsx";
import { Day } from "../../../web/parts/parts.tsx";
import { printable } from "../../../web/parts/printable.ts";
import type { Columns } from "../../../web/parts/table.tsx";
import { KEYS_PATH, keyPath } from "./addresses.ts";
import { type KeyRow, readKeys } from "./read.ts";
import { StateWord, usageText } from "./words.tsx";

const COLUMNS: Columns<KeyRow> = [
  {
    title: "Key",
    cell: ({ KeyId, aliases }) => (
      <a class="outside" href={keyPath(KeyId)}>
        {aliases.length === 0 ? KeyId : aliases.join(", ")}
      </a>
    ),
  },
  { title: "State", cell: (key) => <StateWord state={key} /> },
  { title: "For", cell: (key) => usageText(key) },
  {
    title: "Description",
    cell: ({ Description }) => <span class="outside">{printable(Description)}</span>,
  },
  { title: "Managed by", short: "Managed", cell: ({ KeyManager }) => (KeyManager === "AWS" ? "AWS" : "you") },
  { title: "Made", class: "end", cell: ({ CreationDate }) => <Day at={CreationDate * 1_000} /> },
];

/** Every key of the account, by its aliases where it has some. */
export const keysView = namedList({
  noun: "key",
  lead: "What secrets, parameters, objects and queues are encrypted with, in KMS.",
  path: KEYS_PATH,
  columns: COLUMNS,
  command: "aws kms create-key --description TEXT",
  read: readKeys,
});
