import { describe, expect, test } from "vitest";
import { RichText } from "./rich-text.tsx";

const shown = (text: string): string => String(<RichText text={text} />);
const link = (href: string, text: string): string =>
  `<a href="${href}" target="_blank" rel="noopener noreferrer">${text}</a>`;

describe("CON-6 the text of a message", () => {
  test.each([
    ["plain lines", "One\n\nTwo", "<p>One</p><p>Two</p>"],
    ["what is like markup and is none", "1 < 2 & 3 > 2", "<p>1 &lt; 2 &amp; 3 &gt; 2</p>"],
    [
      "addresses, without the sentence's end",
      "See https://example.com/a?b=1&c=2.",
      `<p>See ${link("https://example.com/a?b=1&amp;c=2", "https://example.com/a?b=1&amp;c=2")}.</p>`,
    ],
    [
      "paragraphs and emphasis",
      "<p>Your <b>code</b></p><p>is<br>1</p>",
      "<p>Your <b>code</b></p><p>is</p><p>1</p>",
    ],
    [
      "a link of a mail",
      `<a class='x' href='https://example.com/x'>open</a>`,
      `<p>${link("https://example.com/x", "open")}</p>`,
    ],
    ["entities", "<p>a &amp; b &#8364; &nope;</p>", "<p>a &amp; b € &amp;nope;</p>"],
  ])("%s", (_title, text, html) => {
    expect(shown(text)).toBe(html);
  });

  test.each([
    ["script", "<p>a</p><script>alert(1)</script>"],
    ["style", "<style>p{}</style><p>a</p>"],
    ["a picture", `<p>a<img src="http://example.com/x" onerror="alert(1)"></p>`],
    ["a frame", `<p>a</p><iframe src="https://example.com"></iframe>`],
    ["a script's address", `<p>a</p><a href="java&#115;cript:alert(1)"></a>`],
    ["attributes", `<p onclick="alert(1)" style="x">a</p>`],
    ["a comment", "<!-- <p>no</p> --><p>a</p>"],
  ])("nothing of %s comes through", (_title, text) => {
    expect(shown(text)).toBe("<p>a</p>");
  });

  test("an address that is not of the web is no link", () => {
    expect(shown(`<a href="javascript:alert(1)">go</a> <a href="data:text/html,x">on</a>`)).toBe(
      "<p>go on</p>",
    );
  });

  test("text that only pretends to end is text", () => {
    expect(shown("<p>a<")).toBe("<p>a&lt;</p>");
    expect(shown(`<p>"><svg onload=alert(1)>`)).not.toContain("<svg");
  });
});
