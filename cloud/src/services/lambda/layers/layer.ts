/** A version of a layer: never changed, only deleted. */
export interface LayerVersion {
  readonly layerName: string;
  /** Counts up from 1; a number is never given twice. */
  readonly version: number;
  readonly description: string;
  readonly licenseInfo: string | undefined;
  readonly compatibleRuntimes: readonly string[] | undefined;
  readonly compatibleArchitectures: readonly string[] | undefined;
  /** Base64. */
  readonly codeSha256: string;
  /** Size of the zip in bytes. */
  readonly codeSize: number;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

/** A layer version as a function has it: its content stays when the version is deleted. */
export interface FunctionLayer {
  readonly arn: string;
  /** Base64. */
  readonly codeSha256: string;
  /** Size of the zip in bytes. */
  readonly codeSize: number;
}
