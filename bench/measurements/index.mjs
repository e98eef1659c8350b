import { api } from "./api.mjs";
import { app } from "./app.mjs";
import { openConsole } from "./console.mjs";
import { cost } from "./cost.mjs";
import { deploy } from "./deploy.mjs";
import { dynamodb } from "./dynamodb.mjs";
import { expansion } from "./expansion.mjs";
import { functions } from "./functions.mjs";
import { memory } from "./memory.mjs";
import { serverlessOffline } from "./serverless-offline.mjs";
import { signIn } from "./sign-in.mjs";
import { start } from "./start.mjs";
import { testKit } from "./test-kit.mjs";
import { users } from "./users.mjs";

/**
 * In the order of a run; each answers `{ measured, rows }`: what the bars of its name are computed from
 * (../bars.mjs), and rows `{ name, value, unit }` of information.
 */
export const MEASUREMENTS = {
  start: { title: "Start", run: start },
  "test-kit": { title: "A cloud for one test file", run: testKit },
  memory: { title: "Idle memory of the serving process", run: memory },
  api: { title: "GET /v1/profile-image, warm", run: api },
  functions: { title: "Functions of a project: Node and Python", run: functions },
  console: { title: "The console open beside a load", run: openConsole },
  dynamodb: { title: "Items through the door and on the engine alone", run: dynamodb },
  cost: { title: "Processor time a call and a start", run: cost },
  "serverless-offline": { title: "The warm API load on serverless-offline", run: serverlessOffline },
  "sign-in": { title: "Sign-in", run: signIn },
  expansion: { title: "Expansion of a serverless template", run: expansion },
  deploy: { title: "Both home stacks into an empty cloud", run: deploy },
  app: { title: "The web app", run: app },
  users: { title: "10 and 100,000 users in a pool", run: users },
};
