/**
 * The measurements that `--only` names: comma-separated, repeated, or both; all without it.
 * @throws Error naming the first that is unknown
 */
export function selected(only, known) {
  if (only === undefined) return [...known];
  const names = only.flatMap((words) => words.split(",")).map((name) => name.trim());
  const wanted = new Set(names.filter((name) => name !== ""));
  for (const name of wanted) {
    if (!known.includes(name)) throw new Error(`There is no measurement ${name}: ${known.join(", ")}`);
  }
  if (wanted.size === 0) throw new Error(`--only names none of ${known.join(", ")}`);
  return known.filter((name) => wanted.has(name));
}
