import { CONSOLE_PATH } from "../paths.ts";
import { Empty, FoldCard } from "./parts.tsx";
import { printableLines } from "./printable.ts";

interface PolicyCardProps {
  /** JSON text; empty for none. */
  readonly policy: string;
  /** What is done by it, e.g. `send and receive`. */
  readonly does: string;
}

/** The policy that a thing has of its own. */
export const PolicyCard = ({ policy, does }: PolicyCardProps) => (
  <FoldCard
    id="policy"
    title="Policy"
    foot={
      <>
        Who may {does} by this and by policies of roles: <a href={`${CONSOLE_PATH}access`}>Access</a>.
      </>
    }
  >
    {policy === "" ? (
      <Empty text="It has no policy of its own: the policies of roles decide alone." />
    ) : (
      <pre class="pre body">{printableLines(laidOut(policy))}</pre>
    )}
  </FoldCard>
);

function laidOut(policy: string): string {
  return JSON.stringify(JSON.parse(policy), undefined, 2);
}
