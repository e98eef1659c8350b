import type { Child } from "hono/jsx";

interface SheetProps {
  /** What a button names in `popovertarget`. */
  readonly id: string;
  /** For who hears the page. */
  readonly label: string;
  readonly title: string;
  readonly children: Child;
}

/** A question above the page. Escape and a tap beside it close it as well. */
export const Sheet = ({ id, label, title, children }: SheetProps) => (
  <div id={id} popover="auto" role="dialog" aria-label={label}>
    <h2>{title}</h2>
    {children}
    <div class="sheet">
      <button type="button" class="btn" popovertarget={id} popovertargetaction="hide">
        Cancel
      </button>
    </div>
  </div>
);
