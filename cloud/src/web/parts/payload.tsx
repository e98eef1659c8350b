import { hexOfBytes, sizeText, textOfBytes } from "./bytes.ts";

interface PayloadProps {
  readonly bytes: Uint8Array;
  /** Of the whole, where `bytes` is its beginning. */
  readonly size: number;
  /** Longer ones are opened. */
  readonly most: number;
}

/** What somebody sent, as text where it is text and as digits where it is not. */
export const Payload = ({ bytes, size, most }: PayloadProps) => {
  if (size === 0) return <span class="muted">empty</span>;
  const text = textOfBytes(bytes);
  const shown = text ?? hexOfBytes(bytes);
  const note = text === undefined ? "no text" : undefined;
  const isCut = bytes.length < size;
  if (shown.length <= most && !isCut) {
    return (
      <>
        <code class="outside">{shown}</code>
        {note === undefined ? null : <span class="muted small"> {note}</span>}
      </>
    );
  }
  return (
    <details class="payload">
      <summary>
        <code class="outside">{`${shown.slice(0, most)}…`}</code>
        <span class="muted small nowrap">{note ?? sizeText(size)}</span>
      </summary>
      <pre class="pre outside">{shown}</pre>
      {isCut ? (
        <p class="muted small">{`The first ${sizeText(bytes.length)} of ${sizeText(size)}.`}</p>
      ) : null}
    </details>
  );
};
