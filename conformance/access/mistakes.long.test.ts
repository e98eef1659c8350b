import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { cellOf, type Matrix, matrixOf } from "../support/access.ts";
import { type Ran, runCli } from "../support/cli.ts";
import { type Product, startProduct } from "../support/product.ts";
import { copyOfProject, type ProjectCopy } from "../support/project.ts";

const CLIENT = "homeapp-cognito/UserPoolClient";
const ROUTE = (route: string) => `homeapp-api/Api/v1 ${route}`;
const folder = mkdtempSync(join(tmpdir(), "portcullis-access-"));
const saved = join(folder, "access.json");

interface Found {
  readonly product: Product;
  readonly project: ProjectCopy;
  readonly matrix: Matrix;
  readonly diff: Ran;
}

/** The home with mistakes, compared with the home as it is. */
async function planted(edit: (project: ProjectCopy) => void): Promise<Found> {
  const project = copyOfProject();
  edit(project);
  const product = await startProduct({
    folders: ["stacks/cognito", "stacks/api"],
    workingFolder: project.folder,
  });
  const { stateDir } = product.facts;
  const matrix = await matrixOf(stateDir, ["--prove"], project.folder);
  const diff = await runCli(["access", "--diff", saved, "--state", stateDir], {}, project.folder);
  return { product, project, matrix, diff };
}

async function remove({ product, project }: Found): Promise<void> {
  await product.stop();
  rmSync(product.facts.stateDir, { recursive: true, force: true });
  rmSync(project.folder, { recursive: true, force: true });
}

/** An `Auth` for the event of that path. */
const withAuth = (path: string, auth: string) => (template: string) =>
  template.replace(`            Path: ${path}\n`, `            Path: ${path}\n            Auth: ${auth}\n`);

beforeAll(async () => {
  await runCli(["access", "--json", "--output", saved, "--state", inject("product").stateDir]);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("mistakes in the templates are found", () => {
  let found: Found;
  beforeAll(async () => {
    found = await planted((project) => {
      const template = "stacks/api/template.yaml";
      project.edit(template, withAuth("/gates/state", "{ Authorizer: NONE }"));
      project.edit(
        template,
        withAuth("/account", "{ Authorizer: CognitoAuthorizer, AuthorizationScopes: [] }"),
      );
      project.edit(template, (text) =>
        text.replace(/ {14}AuthorizationScopes:\n {16}- !Sub\n {18}- Admins-[\s\S]*?-UserPoolClientId\n/, ""),
      );
      project.edit(template, (text) =>
        text.replace(
          /Action: iot:Publish\n\s+Resource: .*\n/,
          'Action: "iot:*"\n              Resource: "*"\n',
        ),
      );
    });
  });
  afterAll(() => remove(found));

  test("all proofs agree: it is so", () => {
    expect(found.matrix.proof).toMatchObject({ disagreements: [], left: [] });
  });

  test.each([
    ["a route without authorizer", ROUTE("GET /gates/state"), "anonymous", "open-route"],
    ["a scope that was forgotten", ROUTE("POST /gates/control"), `signed-in@${CLIENT}`, undefined],
    ["an ID token that is taken", ROUTE("GET /account"), `id-token@${CLIENT}`, "scopes-missing"],
    [
      "a policy with wildcards",
      "topic gateState · Publish",
      "role@homeapp-api/ControlGateFunctionRole",
      "wildcard-policy",
    ],
  ])("%s", (_title, row, column, trap) => {
    expect(cellOf(found.matrix, row, column).verdict).toBe("yes");
    expect(found.diff.out).toContain(`+ ${row} for ${column}: `);
    if (trap !== undefined) expect(found.matrix.notes).toContainEqual(expect.objectContaining({ trap }));
  });

  test("it is wider than what was saved, and the other way round narrower", async () => {
    const broken = join(folder, "broken.json");
    await runCli(
      ["access", "--json", "--output", broken, "--state", found.product.facts.stateDir],
      {},
      found.project.folder,
    );
    const back = await runCli(["access", "--diff", broken, "--state", inject("product").stateDir]);

    expect(found.diff.code).toBe(1);
    // The scopes of GET /account closed it to access tokens; that opens again.
    expect(back.out).toContain(`- ${ROUTE("GET /gates/state")} for anonymous: yes`);
  });
});

describe("a mistake in the code of the trigger is found", () => {
  let found: Found;
  beforeAll(async () => {
    found = await planted((project) =>
      project.edit("stacks/cognito/functions/add-group-scopes/index.ts", (code) =>
        code.replace("event.request.groupConfiguration.groupsToOverride ?? []", '["Admins"]'),
      ),
    );
  });
  afterAll(() => remove(found));

  test("a trigger that gives everybody the scope", () => {
    const { matrix, diff } = found;

    expect(cellOf(matrix, ROUTE("POST /gates/control"), `signed-in@${CLIENT}`)).toMatchObject({
      verdict: "yes",
      proof: { status: 400 },
    });
    expect(matrix.notes).toEqual([expect.objectContaining({ trap: "scope-for-everybody", place: CLIENT })]);
    expect(matrix.proof).toMatchObject({ disagreements: [], left: [] });
    expect(diff.code).toBe(1);
    expect(diff.out).toContain(
      `+ ${ROUTE("POST /gates/control")} for signed-in@${CLIENT}: no (scope-missing) → yes (scope)`,
    );
  });
});
