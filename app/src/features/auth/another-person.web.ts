/** Where Amplify keeps whose tokens it holds, and who that is; `null` is said of a store that was emptied. */
const isAboutThePerson = (key: string | null) => key === null || /\.(LastAuthUser|idToken)$/.test(key);

/**
 * Tells when another window may have signed the person out or somebody else in, and when the browser
 * brings the page back as it was when it was left.
 *
 * @returns how to stop
 */
export function watchOtherTabs(tell: () => void): () => void {
  const stored = ({ key }: StorageEvent) => isAboutThePerson(key) && tell();
  const shown = ({ persisted }: PageTransitionEvent) => persisted && tell();
  window.addEventListener("storage", stored);
  window.addEventListener("pageshow", shown);
  return () => {
    window.removeEventListener("storage", stored);
    window.removeEventListener("pageshow", shown);
  };
}

/** As if the page had just been opened: nothing of the person before is left in it. */
export function startAgain(): void {
  window.location.reload();
}
