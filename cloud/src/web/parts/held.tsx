import type { HeldKind, LeftOutResource } from "../../core/ports/held.ts";
import { Mark } from "./marks.tsx";
import { Card } from "./parts.tsx";
import { printable } from "./printable.ts";

/** More would push away what stands below, on a page about something else. */
const SHOWN = 5;

interface HeldProps {
  readonly kinds: readonly HeldKind[];
  readonly leftOut: readonly LeftOutResource[];
}

/** What is kept as a definition and not served, and what was left out; nothing where there is neither. */
export const HeldCard = ({ kinds, leftOut }: HeldProps) =>
  kinds.length + leftOut.length === 0 ? null : (
    <Card id="held" title="Held, not served" foot="Nothing that guards access is ever only held.">
      <ul class="body col small">
        {leftOut.map(({ logicalId, type, guards }) => (
          <li>
            <Mark verdict="no" /> <b class="outside">{`${printable(logicalId)}, ${printable(type)}`}</b>{" "}
            <span class="muted">
              {guards === undefined ? "left out" : `left out: it ${guards}, and nothing here does`}
            </span>
          </li>
        ))}
        {kinds.slice(0, SHOWN).map((kind) => (
          <KindRow kind={kind} />
        ))}
      </ul>
      {kinds.length <= SHOWN ? null : (
        <details class="body small">
          <summary>{`${kinds.length - SHOWN} more`}</summary>
          <ul class="col">
            {kinds.slice(SHOWN).map((kind) => (
              <KindRow kind={kind} />
            ))}
          </ul>
        </details>
      )}
    </Card>
  );

const KindRow = ({ kind: { what, why } }: { readonly kind: HeldKind }) => (
  <li>
    <Mark verdict="if" /> <b class="outside">{what}</b> <span class="muted">{why}</span>
  </li>
);
