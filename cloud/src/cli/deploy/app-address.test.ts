import { expect, test } from "vitest";
import type { ProjectApp } from "../../runtime/project/project-app.ts";
import { forAppAddress } from "./app-address.ts";
import type { SamFolder } from "./sam-folder.ts";

const app = { parameters: { Origin: "${appUrl}", Port: "${appPort}" } } as unknown as ProjectApp;
const folder: SamFolder = {
  folder: "/api",
  templateFile: undefined,
  stackName: "api",
  parameters: { Origin: "http://localhost:3000", Mode: "on" },
  declared: ["Origin", "Mode"],
  capabilities: [],
  hasUserPool: false,
  hasConfig: true,
};
const address = { host: "127.0.0.1", appPort: 4000 };
const parametersFor = (served: Partial<Parameters<typeof forAppAddress>[1]>) =>
  forAppAddress([folder], { app, address, chosen: {}, ...served })[0]?.parameters;

test.each([
  ["the app's address stands over samconfig.toml", {}, "http://localhost:4000"],
  [
    "the command line stands over it",
    { chosen: { Origin: "https://home.example" } },
    "http://localhost:3000",
  ],
  [
    "at the default address samconfig.toml stands",
    { address: { ...address, appPort: 3000 } },
    "http://localhost:3000",
  ],
  ["on AWS samconfig.toml stands", { address: undefined }, "http://localhost:3000"],
  ["so it does without an app", { app: undefined }, "http://localhost:3000"],
])("%s", (_title, served, origin) => {
  expect(parametersFor(served)).toEqual({ Origin: origin, Mode: "on" });
});
