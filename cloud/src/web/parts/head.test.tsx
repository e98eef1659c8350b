import { describe, expect, test } from "vitest";
import { Head, OutsideName } from "./parts.tsx";

describe("the heading of a page", () => {
  test("breaks between the words of a name, not within one", () => {
    const broken = "homeapp-Change<wbr/>Profile<wbr/>Image<wbr/>Function<wbr/>Role-7v";
    expect(String(<OutsideName name="homeapp-ChangeProfileImageFunctionRole-7v" />)).toBe(
      `<span class="outside">${broken}</span>`,
    );
    expect(String(<Head title="homeapp-ChangeProfileImageFunctionRole-7v" />)).toContain(
      `<h1>${broken}</h1>`,
    );
  });

  test("a name is escaped all the same", () => {
    expect(String(<OutsideName name="a<bC>" />)).toBe('<span class="outside">a&lt;b<wbr/>C&gt;</span>');
  });
});
