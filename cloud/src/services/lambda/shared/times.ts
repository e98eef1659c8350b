/** `2026-01-02T03:04:05.000+0000` */
export function isoWithOffset(time: number): string {
  return new Date(time).toISOString().replace("Z", "+0000");
}
