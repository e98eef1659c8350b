import { describe, expect, test } from "vitest";
import { parseTemplate } from "./parse.ts";
import { renderTemplate } from "./render.ts";

const render = (source: string, data: unknown = {}) => renderTemplate(parseTemplate(source), data);
const refusalOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return error as { code?: string; message: string };
  }
  return undefined;
};

describe("templates of mails", () => {
  test.each([
    ["Hello, {{name}}!", { name: "Eve" }, "Hello, Eve!"],
    ["{{ name }}{{{name}}}{{& name}}", { name: "<b>" }, "<b><b><b>"],
    ["{{a.b.c}} {{this.a.b.c}} {{./a.b.c}}", { a: { b: { c: 7 } } }, "7 7 7"],
    ["{{yes}} {{no}} {{zero}}", { yes: true, no: false, zero: 0 }, "true false 0"],
    ["{{list.0}}", { list: ["first"] }, "first"],
    ["{{! not shown }}{{!-- {{nor}} this --}}x", {}, "x"],
    ["{{#if best}}the best{{else}}a {{type}}{{/if}}", { best: true }, "the best"],
    ["{{#if best}}the best{{else}}a {{type}}{{/if}}", { best: false, type: "cat" }, "a cat"],
    ["{{#if a}}1{{else if b}}2{{else}}3{{/if}}4", { b: 1 }, "24"],
    ["{{#if a}}1{{else if b}}2{{else}}3{{/if}}4", {}, "34"],
    ["{{#if list}}some{{else}}none{{/if}}", { list: [] }, "none"],
    ["{{#unless missing}}nothing{{/unless}}", {}, "nothing"],
    [
      "{{#each items}}{{@index}}:{{name}}{{#unless @last}}, {{/unless}}{{/each}}",
      { items: [{ name: "a" }, { name: "b" }] },
      "0:a, 1:b",
    ],
    ["{{#each map}}{{@key}}={{this}};{{/each}}", { map: { a: 1, b: 2 } }, "a=1;b=2;"],
    ["{{#each none}}x{{else}}nothing{{/each}}", {}, "nothing"],
    [
      "{{#each rows}}{{#each this}}{{.}}{{../../title}}{{/each}}{{/each}}",
      { rows: [[1], [2]], title: "t" },
      "1t2t",
    ],
    ["{{#with who}}{{name}} of {{../home}}{{/with}}", { who: { name: "Eve" }, home: "here" }, "Eve of here"],
    ['{{#* inline "who"}}{{first}} {{last}}{{/inline}}Dear {{> who}}', { first: "E", last: "F" }, "Dear E F"],
    ["a } b { c }} d", {}, "a } b { c }} d"],
  ])("%s", (source, data, expected) => {
    expect(render(source, data)).toBe(expected);
  });

  test.each([
    ["{{name}}", {}, "name"],
    ["{{a.b}}", { a: {} }, "a.b"],
    ["{{name}}", { name: null }, "name"],
    ["{{list}}", { list: [1] }, "list"],
    ["{{#each items}}{{title}}{{/each}}", { items: [{}], title: "outside" }, "title"],
    // SES-7: nothing but own members of the data.
    ["{{constructor}}", {}, "constructor"],
    ["{{constructor.name}}", {}, "constructor.name"],
    ["{{__proto__.x}}", {}, "__proto__.x"],
    ["{{name.length}}", { name: "Eve" }, "name.length"],
    ["{{list.length}}", { list: [1] }, "list.length"],
    ["{{toString}}", {}, "toString"],
    ["{{../../name}}", { name: "Eve" }, "../../name"],
    ["{{@index}}", {}, "@index"],
  ])("SES-7 %s of %j is not there", (source, data, name) => {
    expect(refusalOf(() => render(source, data))).toMatchObject({
      code: "MissingRenderingAttribute",
      message: `Attribute '${name}' is not present in the rendering data.`,
    });
  });

  test.each([
    "{{name",
    "{{{name}}",
    "{{!-- no end",
    "{{na{me}}",
    "{{}}",
    "{{a b}}",
    "{{lookup a 0}}",
    "{{#eq a b}}{{/eq}}",
    "{{#if}}{{/if}}",
    "{{#if a b}}{{/if}}",
    "{{#if a}}",
    "{{/if}}",
    "{{#if a}}{{/each}}",
    "{{else}}",
    "{{#if a}}{{else}}{{else}}{{/if}}",
    "{{> ../etc/passwd}}",
    "{{a.[b]}}",
    "{{@root}}",
    "{{#if a}}".repeat(51),
  ])("SES-7 %s is no template", (source) => {
    expect(refusalOf(() => parseTemplate(source))).toMatchObject({ code: "InvalidTemplate" });
  });

  const ENDLESS = "InvalidRenderingParameter";

  test("SES-7 a template without an end is refused", () => {
    const self = '{{#* inline "a"}}{{> a}}{{> a}}{{/inline}}{{> a}}';
    expect(refusalOf(() => render(self))).toMatchObject({ code: ENDLESS });
    expect(refusalOf(() => render("{{> nobody}}"))).toMatchObject({ code: ENDLESS });
    const list = Array.from({ length: 1_000 }, () => 1);
    const deep = { list: list.map(() => ({ list: list.map(() => ({ list })) })) };
    expect(
      refusalOf(() => render("{{#each list}}{{#each list}}{{#each list}}{{/each}}{{/each}}{{/each}}", deep)),
    ).toMatchObject({ code: ENDLESS });
    const long = "x".repeat(100_000);
    expect(refusalOf(() => render("{{#each list}}{{../long}}{{/each}}", { list, long }))).toMatchObject({
      code: ENDLESS,
    });
  });

  const MANY = Array.from({ length: 20_000 }, () => 1);
  const INLINES = Array.from({ length: 5_000 }, (_, at) => `{{#*inline "p${at}"}}x{{/inline}}`).join("");

  test.each([
    ["the way up", `{{#each a}}{{#if ${"../".repeat(50_000)}b}}{{/if}}{{/each}}`],
    ["the names of a path", `{{#each a}}{{#if ${"b.".repeat(50_000)}b}}{{/if}}{{/each}}`],
    ["a body of partials", `{{#each a}}${INLINES}{{/each}}`],
  ])("SES-7 %s takes its time, and so comes to an end", (_what, source) => {
    expect(refusalOf(() => render(source, { a: MANY }))).toMatchObject({ code: ENDLESS });
    expect(refusalOf(() => render(source, { a: [1] }))).toBeUndefined();
  });

  test("SES-7 partials of a list are not made anew for each list within it", () => {
    const source = `${INLINES}{{#each a}}{{#*inline "q"}}y{{/inline}}{{> q}}{{> p4999}}{{/each}}`;
    expect(render(source, { a: MANY.slice(0, 10_000) })).toBe("yx".repeat(10_000));
  });
});
