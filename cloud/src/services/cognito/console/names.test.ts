import { expect, test } from "vitest";
import { initialsOf, loginOf, nameOf } from "./names.tsx";

const user = (attributes: Record<string, string>) => ({
  Username: "u-1",
  Attributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
});

test.each([
  ["Ada Admin", "AA"],
  ["Ann", "A"],
  ["grandma@example.com", "G"],
  ["محمد علي", "مع"],
  ["<img src=x>", "IS"],
  ["…", "?"],
  ["", "?"],
])("the face of %j", (name, letters) => {
  expect(initialsOf(name)).toBe(letters);
});

test("a person is called by their name, else by what they sign in with", () => {
  expect(nameOf(user({ name: " Eve ", email: "e@x.y" }))).toBe("Eve");
  expect(nameOf(user({ given_name: "Eve", family_name: "Example" }))).toBe("Eve Example");
  expect(nameOf(user({ phone_number: "+441632960000" }))).toBe("+441632960000");
  expect(loginOf(user({}))).toBe("u-1");
});
