import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ListUsersCommand } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, describe, expect, test } from "vitest";
import { cellOf, matrixOf, rowOf } from "../support/access.ts";
import { runCli } from "../support/cli.ts";
import { clientsFor } from "../support/clients.ts";
import { homeOf } from "../support/home.ts";
import { startProduct } from "../support/product.ts";

// A cloud of its own: what other suites deploy beside the home has rows and roles as well.
const product = await startProduct({ app: false });
const { facts } = product;
const home = homeOf(facts);
const folder = mkdtempSync(join(tmpdir(), "portcullis-access-"));
const file = join(folder, "access.json");
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await product.stop();
  rmSync(facts.stateDir, { recursive: true, force: true });
});

const access = (...words: string[]) => runCli(["access", ...words, "--state", facts.stateDir]);

const CLIENT = "homeapp-cognito/UserPoolClient";
const GATE = "homeapp-api/Api/v1 POST /gates/control";

describe("who may reach what of the home", () => {
  test("ACCESS-1 every proof agrees with what was computed, and the people of the run are gone", async () => {
    const { cognito } = clientsFor(facts);
    const people = async () =>
      (await cognito.send(new ListUsersCommand({ UserPoolId: home.userPoolId }))).Users?.map(
        ({ Username }) => Username,
      ).sort();
    const before = await people();

    const matrix = await matrixOf(facts.stateDir, ["--prove"]);

    expect(matrix.proof?.disagreements).toEqual([]);
    expect(matrix.proof?.left).toEqual([]);
    expect(matrix.proof?.called).toBeGreaterThan(40);
    expect(matrix.proof?.simulated).toBeGreaterThan(100);
    expect((await people())?.filter((name) => !before?.includes(name))).toEqual([]);
    expect(cellOf(matrix, GATE, "anonymous")).toMatchObject({ verdict: "no", proof: { status: 401 } });
    expect(cellOf(matrix, GATE, `group:Admins@${CLIENT}`)).toMatchObject({
      verdict: "yes",
      proof: { status: 400 },
    });
    const { request } = cellOf(matrix, GATE, `signed-in@${CLIENT}`).proof ?? {};
    const explained = await runCli(["explain", request ?? "", "--state", facts.stateDir]);
    expect(explained.out).toContain("the token lacks Admins-");
  });

  test("the gate is opened by the group only, and its topic is written by one role", async () => {
    const matrix = await matrixOf(facts.stateDir);

    expect(rowOf(matrix, GATE).summary).toBe("Only people in the group Admins, with an access token.");
    expect(rowOf(matrix, "topic controlGate · Publish").summary).toBe("Only the role of ControlGate.");
    expect(cellOf(matrix, GATE, `id-token@${CLIENT}`)).toMatchObject({
      verdict: "no",
      reason: "access-token-needed",
    });
    expect(cellOf(matrix, GATE, "anonymous").by).toMatchObject({ file: "stacks/api/template.yaml" });
    expect(matrix.notes).toEqual([]);
  });

  test("nothing in it changes from run to run, and no id of the deployment is in it", async () => {
    const [first, second] = await Promise.all([access("--json"), access("--json")]);

    expect(first.out).toBe(second.out);
    for (const id of [
      home.clientId,
      home.userPoolId,
      home.bucket,
      new URL(home.apiUrl).pathname.split("/")[3] ?? "-",
    ]) {
      expect(first.out).not.toContain(id);
    }
  });

  test("--diff: 0 for the same, 1 for wider, 0 for narrower, 2 for what is no matrix", async () => {
    await access("--json", "--output", file);
    const saved = JSON.parse((await access("--json")).out) as {
      sections: { rows: { key: string; cells: Record<string, { verdict: string }> }[] }[];
    };
    const withGate = (verdict: string): string => {
      const copy = structuredClone(saved);
      const cell = copy.sections.flatMap(({ rows }) => rows).find(({ key }) => key === GATE)?.cells;
      if (cell?.["anonymous"] !== undefined) cell["anonymous"].verdict = verdict;
      if (cell?.[`group:Admins@${CLIENT}`] !== undefined) cell[`group:Admins@${CLIENT}`] = { verdict };
      return JSON.stringify(copy);
    };

    const same = await access("--diff", file);
    writeFileSync(file, withGate("no"));
    const wider = await access("--diff", file);
    writeFileSync(file, withGate("yes"));
    const narrower = await access("--diff", file);
    writeFileSync(file, "{}");
    const other = await access("--diff", file);
    const missing = await access("--diff", join(folder, "none.json"));

    expect([same.code, same.out]).toEqual([0, "No cell changed.\n"]);
    expect([wider.code, wider.out]).toEqual([
      1,
      expect.stringContaining(`+ ${GATE} for group:Admins@${CLIENT}: no`),
    ]);
    expect([narrower.code, narrower.out]).toEqual([
      0,
      expect.stringContaining(`- ${GATE} for anonymous: yes`),
    ]);
    expect([other.code, missing.code]).toEqual([2, 2]);
    expect(other.err).toContain("holds no matrix");
  });

  test("text, Markdown and a page for people; a row with each caller; a form that there is not", async () => {
    const text = await access();
    const markdown = await access("--format", "markdown");
    const page = await access("--format", "html");
    const row = await access("POST /gates/control");
    const other = await access("--format", "yaml");
    const nothing = await access("POST /nowhere");

    expect(text.out).toMatch(
      /POST \/gates\/control .*Only people in the group Admins, with an access token\./,
    );
    expect(text.out).toContain("said, not proved: Only the caller's own picture");
    expect(markdown.out).toContain("| POST /gates/control |");
    expect(page.out).toMatch(/^<!doctype html>[\s\S]*<code>POST \/gates\/control<\/code>/);
    expect(row.out).toContain("it comes with the group Admins [stacks/api/template.yaml:");
    expect([other.code, other.err]).toEqual([
      1,
      expect.stringContaining("--format must be text, json, markdown or html"),
    ]);
    expect([nothing.code, nothing.err]).toEqual([1, expect.stringContaining('No row has "POST /nowhere"')]);
  });
});
