/** Whether a name has a part in it that somebody typed, whatever the case. */
export function hasPart(name: string, part: string): boolean {
  return name.toLowerCase().includes(part.toLowerCase());
}

/** Names that somebody means by a word: the name itself, else those of that logical id, else those with it as a part. */
export function namesMeant(names: readonly string[], word: string): readonly string[] {
  if (names.includes(word)) return [word];
  // A stack names what it makes after itself and the logical id: `shop-Order-1A2B3C`.
  const asLogicalId = names.filter((name) => name.split("-").includes(word));
  return asLogicalId.length > 0 ? asLogicalId : names.filter((name) => hasPart(name, word));
}
