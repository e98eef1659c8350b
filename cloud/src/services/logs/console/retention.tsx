import { Card, Field } from "../../../web/parts/parts.tsx";
import { RETENTION_DAYS } from "../log-groups/log-group.ts";
import { LOGS_PATH } from "./addresses.ts";
import type { GroupView } from "./read.ts";

/** `30 days`, `for ever` */
export function retentionText(days: number | undefined): string {
  return days === undefined ? "for ever" : `${days.toLocaleString("en-GB")} ${days === 1 ? "day" : "days"}`;
}

/** How long lines are kept: by one of the numbers of days that AWS takes, or for ever. */
export const RetentionCard = ({ group }: { readonly group: GroupView }) => (
  <Card id="retention" title="Keeps lines">
    <form class="body col" method="post" action={`${LOGS_PATH}/retention`}>
      <input type="hidden" name="name" value={group.logGroupName} />
      <Field id="days" label="For how long" hint="What is older is shown to nobody.">
        <select id="days" name="days" aria-describedby="days-hint">
          <option value="" selected={group.retentionInDays === undefined}>
            for ever
          </option>
          {[...RETENTION_DAYS].map((days) => (
            <option value={String(days)} selected={group.retentionInDays === days}>
              {retentionText(days)}
            </option>
          ))}
        </select>
      </Field>
      <div class="btns">
        <button type="submit" class="btn">
          Save
        </button>
      </div>
    </form>
  </Card>
);
