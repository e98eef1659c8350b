import { Copy } from "./parts.tsx";
import { printable } from "./printable.ts";

/** A command with names from outside in it: it may be long, and wraps. */
export const WrappedCommand = ({ text }: { readonly text: string }) => (
  <span class="wrapped-command">
    <code class="outside">{printable(text)}</code>
    <Copy text={text} label="the command" />
  </span>
);

/** One word for a POSIX shell, whatever is in it. */
export function shellQuoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
