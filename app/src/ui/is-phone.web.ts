/** A browser on a phone or tablet: fingers are its first way to point. */
export function isPhone(): boolean {
  return window.matchMedia("(pointer: coarse)").matches;
}
