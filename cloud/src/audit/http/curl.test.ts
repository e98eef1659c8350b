import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { sent, TOKEN } from "../testing/sent.ts";
import { curlOf } from "./curl.ts";
import { placeholderLines } from "./placeholders.ts";

/** The words that curl gets, and what it reads, when the line is pasted into a shell. */
function pasted(line: string, env: Readonly<Record<string, string>> = {}) {
  const curl = 'curl() { printf \'%s\\0\' "$@"; case "$*" in *@-) cat;; esac; }';
  const { stdout, stderr } = spawnSync("sh", ["-c", `${curl}\n${line}`], {
    env: { PATH: process.env["PATH"], ...env },
    encoding: "utf8",
    maxBuffer: 4_000_000,
  });
  expect(stderr).toBe("");
  const words = stdout.split("\0");
  return { words, read: words.at(-1) };
}

const HERE = { state: undefined, onAws: undefined };

describe("AUDIT-17 the command of a report", () => {
  test("is a line that a shell takes as it is", () => {
    const line = curlOf(
      sent({
        path: "/v1/it's;x=$(id)",
        headers: [
          ["Authorization", TOKEN],
          ["x-a", "'b' `c` \"d\" $e"],
          ["x-empty", ""],
          ["x-turned", "a\u202eb\u001b[2J"],
        ],
        body: '{"a":"it\'s\nb"}',
      }),
    );
    expect(["\n", "\u001b", "\u202e"].filter((one) => line.includes(one))).toEqual([]);
    expect(pasted(line, { TOKEN: "the-token" }).words).toEqual(
      expect.arrayContaining([
        "http://127.0.0.1:9/v1/it's;x=$(id)",
        "Authorization: the-token",
        "x-a: 'b' `c` \"d\" $e",
        "x-empty;",
        "x-turned: a\u202eb\u001b[2J",
        '{"a":"it\'s\nb"}',
      ]),
    );
  });

  test("is whole, and the shell fills in what is a secret, wherever it stands", () => {
    const body = JSON.stringify({
      ClientId: "c".repeat(3_000),
      Password: "hunter2",
      Session: "s".repeat(900),
    });
    const line = curlOf(sent({ path: `/x?code=123&state=s`, body }));
    expect(line).not.toContain("hunter2");
    const { words } = pasted(line, { PASSWORD: "p w", SESSION: "se", CODE: "9" });
    expect(words).toContain(JSON.stringify({ ClientId: "c".repeat(3_000), Password: "p w", Session: "se" }));
    expect(words).toContain("http://127.0.0.1:9/x?code=9&state=s");
    expect(line).not.toContain("…");
  });

  test.each([
    ["a megabyte of one character", "[".repeat(1_000_000)],
    ["a long number in a body", `{"message":${"9".repeat(5_000)}}`],
    ["what has no runs", JSON.stringify({ it: "ab'".repeat(2_000) })],
    ["a newline at the end", "it's\n100%\n\n"],
    ["a newline before a token", "a\neyJh.b"],
    ["a long run of newlines", `a${"\n".repeat(5_000)}b`],
    ["a long run of backslashes", `\\n${"\\".repeat(5_000)}`],
    ["bytes that no word holds", "a\0b"],
  ])("sends %s from a line that a shell takes", (_what, body) => {
    const { words } = pasted(curlOf(sent({ body })), { TOKEN: "eyJh.b" });
    expect(words.slice(words.indexOf("@-") + 1).join("\0")).toBe(body);
  });

  test("AUDIT-7 a secret is none that a long run parts in two", () => {
    const secret = `${TOKEN}.${"A".repeat(200)}${"s3cret".repeat(4)}`;
    const password = `hunter2${"x".repeat(100)}hunter3`;
    const body = JSON.stringify({
      a: "y".repeat(5_000),
      Token: secret,
      Password: password,
      x: `b ${secret}`,
    });
    const line = curlOf(sent({ body }));
    expect(["s3cret", "hunter"].filter((one) => line.includes(one))).toEqual([]);
    expect(pasted(line, { TOKEN: secret, PASSWORD: password }).read).toBe(body);
  });

  test("takes brackets and braces of an address as they are, and no body of HEAD", () => {
    const { words } = pasted(curlOf(sent({ method: "HEAD", path: "/{a,b}[1-3]?x[]=1" })));
    expect(words).toEqual(
      expect.arrayContaining(["--globoff", "--head", "http://127.0.0.1:9/{a,b}[1-3]?x[]=1"]),
    );
    expect(words).not.toContain("-X");
  });

  test("a body that begins with @ names no file", () => {
    expect(curlOf(sent({ body: "@/etc/passwd" }))).toContain("--data-raw @/etc/passwd");
  });

  test("says of each variable where its value comes from, and of no other", () => {
    const line = curlOf(sent({ headers: [["Authorization", TOKEN]], body: '{"Password":"p","x":"$HOME"}' }));
    expect(placeholderLines("RTE-01", line, HERE)).toEqual([
      expect.stringContaining("TOKEN=$(npx portcullis token"),
      expect.stringContaining("PASSWORD is"),
    ]);
    expect(placeholderLines("TOK-03", line, HERE)[0]).toContain("made by the attack");
  });

  test("names no command of this cloud for what is on AWS", () => {
    const line = 'curl "$TOKEN" "$REFRESH_TOKEN"';
    expect(placeholderLines("RTE-01", line, { state: undefined, onAws: ["shop"] }).join()).not.toContain(
      "npx",
    );
  });
});
