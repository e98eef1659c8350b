export interface MethodSetting {
  readonly throttlingRateLimit?: number;
  readonly throttlingBurstLimit?: number;
  readonly metricsEnabled?: boolean;
  readonly loggingLevel?: string;
  readonly dataTraceEnabled?: boolean;
}

export interface AccessLogSettings {
  readonly destinationArn: string;
  /** One line with `$context` variables. */
  readonly format: string;
}

export interface Stage {
  readonly restApiId: string;
  readonly stageName: string;
  readonly deploymentId: string;
  readonly description?: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** `*\/*` or `<resource path with ~1>/<METHOD>` → settings. */
  readonly methodSettings: Readonly<Record<string, MethodSetting>>;
  readonly accessLogSettings?: AccessLogSettings;
  readonly tracingEnabled: boolean;
  readonly tags: Readonly<Record<string, string>>;
  /** Epoch seconds. */
  readonly createdDate: number;
  readonly lastUpdatedDate: number;
}
