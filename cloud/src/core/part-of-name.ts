/** Whether a name has a part in it that somebody typed, whatever the case. */
export function hasPart(name: string, part: string): boolean {
  return name.toLowerCase().includes(part.toLowerCase());
}
