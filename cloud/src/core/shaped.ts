type Test = (value: unknown) => boolean;
/** A test for each member. */
type Shape<Thing> = { readonly [Name in keyof Required<Thing>]: Test };

export const text: Test = (value) => typeof value === "string";
export const number: Test = (value) => typeof value === "number";
export const flag: Test = (value) => typeof value === "boolean";
/** Milliseconds that a date can be made of. */
export const moment: Test = (value) => typeof value === "number" && !Number.isNaN(new Date(value).getTime());
export const optional =
  (test: Test): Test =>
  (value) =>
    value === undefined || test(value);
export const listOf =
  (test: Test): Test =>
  (value) =>
    Array.isArray(value) && value.every(test);
export const oneOf =
  (...values: readonly unknown[]): Test =>
  (value) =>
    values.includes(value);
export const recordOf =
  (test: Test): Test =>
  (value) =>
    typeof value === "object" && value !== null && !Array.isArray(value) && Object.values(value).every(test);

/** Whether a value that came from outside has every member as the type says. */
export function shaped<Thing>(shape: Shape<Thing>): Test {
  const members = Object.entries<Test>(shape);
  return (value) =>
    typeof value === "object" &&
    value !== null &&
    members.every(([name, test]) => test(Object.hasOwn(value, name) ? value[name as never] : undefined));
}
