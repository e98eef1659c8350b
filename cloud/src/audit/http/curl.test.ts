import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { curlOf } from "./curl.ts";
import { placeholderLines } from "./placeholders.ts";
import type { Sent } from "./send.ts";

const TOKEN = `eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJldmUifQ.${"s".repeat(40)}`;
const sent = (parts: Partial<Sent> = {}): Sent => ({
  method: "POST",
  origin: "http://127.0.0.1:9",
  path: "/v1/orders",
  headers: [],
  ...parts,
});

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
  ])("sends %s from a line that a shell takes", (_what, body) => {
    expect(pasted(curlOf(sent({ body }))).read).toBe(body);
  });

  test("a body that begins with @ names no file", () => {
    expect(curlOf(sent({ body: "@/etc/passwd" }))).toContain("--data-raw @/etc/passwd");
  });

  test("says of each variable where its value comes from, and of no other", () => {
    const line = curlOf(sent({ headers: [["Authorization", TOKEN]], body: '{"Password":"p","x":"$HOME"}' }));
    expect(placeholderLines("RTE-01", line)).toEqual([
      expect.stringContaining("TOKEN=$(npx portcullis token"),
      expect.stringContaining("PASSWORD is"),
    ]);
    expect(placeholderLines("TOK-03", line)[0]).toContain("made by the attack");
  });
});
