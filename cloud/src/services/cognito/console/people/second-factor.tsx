import { Head } from "../../../../web/parts/parts.tsx";
import type {
  ConsoleAnswer,
  ConsoleContext,
  ConsolePage,
  ConsoleRequest,
} from "../../../../wire/console-area.ts";
import { poolAddress, secondFactorAddress } from "../addresses.ts";
import { type DescribedPool, directory } from "../directory.ts";
import { no, yes } from "../notices.ts";

type Mode = DescribedPool["MfaConfiguration"];

const MODES: readonly { readonly mode: Mode; readonly title: string; readonly about: string }[] = [
  {
    mode: "OFF",
    title: "Off",
    about: "A password is enough; authenticator apps that people have set up are not asked for.",
  },
  {
    mode: "OPTIONAL",
    title: "Optional",
    about: "Whoever sets up an authenticator app is asked for its code.",
  },
  { mode: "ON", title: "Required", about: "Everybody sets up an authenticator app at the next sign-in." },
];

/** Whether people of a pool need an authenticator app. */
export const secondFactorPages: readonly ConsolePage[] = [
  { method: "GET", path: "/second-factor/:pool", handle: show },
  { method: "POST", path: "/second-factor/:pool", handle: change },
];

async function show(console: ConsoleContext, { parameters }: ConsoleRequest): Promise<ConsoleAnswer> {
  const pool = await directory(console).pool(parameters["pool"] ?? "");
  return { view: { title: "Second factor", body: <SecondFactor pool={pool} /> } };
}

const SecondFactor = ({ pool }: { readonly pool: DescribedPool }) => (
  <>
    <Head
      title="Second factor"
      lead={
        <>
          Of the user pool <code>{pool.Name}</code>. A template that names it sets it back when the stack
          changes.
        </>
      }
    />
    <form class="card" method="post" action={secondFactorAddress(pool.Id)}>
      <fieldset class="body choices">
        <legend class="vh">Second factor</legend>
        {MODES.map(({ mode, title, about }) => (
          <label>
            <input type="radio" name="mode" value={mode} checked={mode === pool.MfaConfiguration} />
            <span>
              <b>{title}</b> <span class="hint">{about}</span>
            </span>
          </label>
        ))}
        <p class="btns">
          <button type="submit" class="btn primary">
            Set the second factor
          </button>
          <a class="btn" href={poolAddress(pool.Id)}>
            Back to People
          </a>
        </p>
      </fieldset>
    </form>
  </>
);

async function change(console: ConsoleContext, { parameters, form }: ConsoleRequest): Promise<ConsoleAnswer> {
  const poolId = parameters["pool"] ?? "";
  const wanted = MODES.find(({ mode }) => mode === form.text("mode"));
  const redirect = secondFactorAddress(poolId);
  if (wanted === undefined) return { redirect, notice: no("Not changed: one of the three is needed.") };
  const { MfaConfiguration } = await directory(console).pool(poolId);
  await console.call("cognito-idp", "SetUserPoolMfaConfig", {
    UserPoolId: poolId,
    MfaConfiguration: wanted.mode,
    ...(wanted.mode === "OFF" ? {} : { SoftwareTokenMfaConfiguration: { Enabled: true } }),
  });
  const undo = { action: redirect, fields: { mode: MfaConfiguration } };
  return { redirect, notice: yes(`The second factor is ${wanted.title.toLowerCase()}.`, undo) };
}
