const ISSUER = "Portcullis";

/** What an authenticator app reads from the QR code. @see https://github.com/google/google-authenticator/wiki/Key-Uri-Format */
export function otpauthAddress(account: string, secret: string): string {
  const label = `${encodeURIComponent(ISSUER)}:${encodeURIComponent(account)}`;
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(ISSUER)}`;
}

/** In groups of four, as people read it out. */
export function readableSecret(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(" ") ?? "";
}
