import { namedList } from "../../../web/parts/named-list.tsx";
import { Day } from "../../../web/parts/parts.tsx";
import type { Columns } from "../../../web/parts/table.tsx";
import { groupPath, LOGS_PATH } from "./addresses.ts";
import { type GroupView, readGroups } from "./read.ts";
import { retentionText } from "./retention.tsx";

const COLUMNS: Columns<GroupView> = [
  {
    title: "Log group",
    cell: ({ logGroupName }) => (
      <a class="outside" href={groupPath(logGroupName)}>
        {logGroupName}
      </a>
    ),
  },
  { title: "Keeps lines", short: "Keeps", cell: ({ retentionInDays }) => retentionText(retentionInDays) },
  { title: "Made", class: "end", cell: ({ creationTime }) => <Day at={creationTime} /> },
];

/** Every log group of the account. */
export const groupsView = namedList({
  noun: "log group",
  lead: "What functions, stages of APIs and clients log, in CloudWatch Logs.",
  path: LOGS_PATH,
  columns: COLUMNS,
  command: "aws logs create-log-group --log-group-name NAME",
  read: readGroups,
});
