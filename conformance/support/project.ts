import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Product } from "./product.ts";
import { signInOverSrp } from "./srp.ts";

const ROOT = join(import.meta.dirname, "..", "..");

/** A copy of the home stacks that a test may edit. */
export interface ProjectCopy {
  readonly folder: string;
  /** Rewrites a file of the copy; an edit that changes nothing is a mistake of the test. */
  edit(file: string, change: (text: string) => string): void;
}

export function copyOfProject(): ProjectCopy {
  // Inside the checkout, where the functions' packages are found.
  const artifacts = join(ROOT, "conformance", ".artifacts");
  mkdirSync(artifacts, { recursive: true });
  const folder = mkdtempSync(join(artifacts, "project-"));
  cpSync(join(ROOT, "stacks"), join(folder, "stacks"), {
    recursive: true,
    filter: (path) => !path.includes("node_modules"),
  });
  cpSync(join(ROOT, "portcullis.json"), join(folder, "portcullis.json"));
  // A project of its own for npm, which else takes the folders above for it, whose packages the tests use.
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  return {
    folder,
    edit: (file, change) => {
      const path = join(folder, file);
      const before = readFileSync(path, "utf8");
      const after = change(before);
      if (after === before) throw new Error(`The edit of ${file} changes nothing.`);
      writeFileSync(path, after);
    },
  };
}

/** Puts a small app, built by copying, where the project expects its app. */
export function addPlainApp({ folder }: ProjectCopy): string {
  const app = join(folder, "app");
  cpSync(join(ROOT, "cloud", "src", "runtime", "app", "fixtures", "plain-app"), app, { recursive: true });
  return app;
}

/** Calls the API of the home stacks as the demo administrator; a text is the body of a POST. */
export async function callAsAdmin(
  product: Product,
  path: string,
  request: string | Pick<RequestInit, "method" | "body"> = {},
) {
  const { facts } = product;
  const signIn = facts.stacks["homeapp-cognito"] ?? {};
  const api = facts.stacks["homeapp-api"] ?? {};
  const admin = facts.people.find(({ email }) => email === "admin@example.com");
  const { access } = await signInOverSrp(
    facts,
    { userPoolId: signIn["UserPoolId"] ?? "", clientId: signIn["UserPoolClientId"] ?? "" },
    admin ?? { email: "", password: "" },
  );
  const reply = await fetch(`${api["ApiUrl"]}${path}`, {
    headers: { Authorization: access },
    ...(typeof request === "string" ? { method: "POST", body: request } : request),
  });
  return { status: reply.status, body: await reply.json() };
}
