export type Shape = "yes" | "no" | "fail" | "if" | "skip" | "cross";

/** Shape, then word, then colour. In a matrix no is a thin cross, and quiet. */
const DRAWINGS: Readonly<Record<Shape, string>> = {
  yes: '<circle cx="8" cy="8" r="7.5" fill="currentColor"/><path d="M4.7 8.3l2.2 2.2 4.4-4.9" fill="none" stroke="var(--surface)" stroke-width="1.8"/>',
  no: '<rect x=".7" y=".7" width="14.6" height="14.6" rx="2.5" fill="currentColor"/><path d="M5 5l6 6M11 5l-6 6" stroke="var(--surface)" stroke-width="1.9"/>',
  fail: '<path d="M8 1 15.5 14.6H.5z" fill="currentColor"/><path d="M8 6v4M8 12.1v.1" stroke="var(--surface)" stroke-width="1.7"/>',
  if: '<path d="M8 .6 15.4 8 8 15.4.6 8z" fill="none" stroke="currentColor" stroke-width="1.4"/><path d="M8 .6V15.4L.6 8z" fill="currentColor"/>',
  skip: '<circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" stroke-width="1.4" stroke-dasharray="2.2 1.8"/>',
  cross: '<path d="M5 5l6 6M11 5l-6 6" stroke="currentColor" stroke-width="1.4"/>',
};

export function mark(shape: Shape): string {
  return `<svg class="v ${shape}" viewBox="0 0 16 16" aria-hidden="true">${DRAWINGS[shape]}</svg>`;
}
