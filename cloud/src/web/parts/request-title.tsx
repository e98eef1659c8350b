import type { TracedRequest } from "../../wire/console-area.ts";
import { titleOf } from "./request-names.ts";

/** What was asked; where there is little room it breaks behind the service, never at a hyphen of its name. */
export const RequestTitle = ({ of }: { readonly of: Pick<TracedRequest, "service" | "operation"> }) => {
  const title = titleOf(of);
  const prefix = `${of.service}:`;
  if (!title.startsWith(prefix)) return <>{title}</>;
  return (
    <>
      <span class="nowrap">{prefix}</span>
      <wbr />
      {title.slice(prefix.length)}
    </>
  );
};
