/** Settings of one running cloud, defaults already applied. */
export interface CloudConfig {
  /** Interface the server binds, `127.0.0.1` unless the person asked for more. */
  readonly host: string;
  readonly port: number;
  readonly mqttPort: number;
  readonly mqttTlsPort: number;
  readonly appPort: number;
  readonly accountId: string;
  readonly region: string;
  /** Absolute path of the state folder. */
  readonly stateDir: string;
  /** `local`: issuer is this cloud's own address. `aws`: AWS's form, for code that insists on it. */
  readonly issuerStyle: "local" | "aws";
  /** Address of a proxy in front, e.g. `https://cloud.example.com`; no path, no trailing slash. */
  readonly publicUrl?: string;
  /** Seconds by which this cloud's clock is ahead, to test expiry; 0 otherwise. */
  readonly clockOffsetSeconds: number;
  /** Path or name of the interpreter that runs Python functions; looked for by version when left out. */
  readonly python?: string;
  /** The same for Java functions. */
  readonly java?: string;
  /** The same for Ruby functions. */
  readonly ruby?: string;
  /** Takes runtimes that AWS no longer takes and that still run here. */
  readonly allowRetiredRuntimes?: boolean;
  /** Takes what `sam build` left in the folders, and builds nothing. */
  readonly built?: boolean;
  /** Resource types that are left out of every template. */
  readonly leaveOut?: readonly string[];
}

/** State folder of a cloud, in the folder where it is started. */
export const DEFAULT_STATE = ".portcullis";

export const DEFAULT_CONFIG = {
  host: "127.0.0.1",
  port: 4566,
  mqttPort: 1883,
  mqttTlsPort: 8883,
  appPort: 3000,
  accountId: "123456789012",
  region: "eu-west-1",
  issuerStyle: "local",
  clockOffsetSeconds: 0,
} as const satisfies Omit<CloudConfig, "stateDir">;
