/** Whether this is the phone that an authenticator app is on, too. */
export function isPhone(): boolean {
  return true;
}
