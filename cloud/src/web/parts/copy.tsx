import { ICONS, Icon } from "./marks.tsx";

/** Puts a text on the clipboard; without script the text beside it can be selected. */
export const Copy = ({ text, label }: { readonly text: string; readonly label: string }) => (
  <button type="button" class="copy" data-copy={text} aria-label={`Copy ${label}`}>
    <Icon path={ICONS.copy} />
  </button>
);
