/**
 * Bytes of a text, if it is the one text that encoding them gives: no stray bits, padding or other
 * characters. Node's decoder is lax, and would give one secret many spellings.
 */
export function exactBase64(text: string, encoding: "base64" | "base64url"): Buffer | undefined {
  const bytes = Buffer.from(text, encoding);
  return bytes.toString(encoding) === text ? bytes : undefined;
}
