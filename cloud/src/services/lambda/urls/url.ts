/** Who may call a function by its address. */
export type AuthType = "NONE" | "AWS_IAM";

/** Whether the answer of the function is sent when it is complete, or as it comes. */
export type InvokeMode = "BUFFERED" | "RESPONSE_STREAM";

/** What pages of other origins may do; a member that is not given has no header. */
export interface UrlCors {
  readonly AllowCredentials?: boolean | undefined;
  readonly AllowHeaders?: readonly string[] | undefined;
  readonly AllowMethods?: readonly string[] | undefined;
  readonly AllowOrigins?: readonly string[] | undefined;
  readonly ExposeHeaders?: readonly string[] | undefined;
  /** Seconds. */
  readonly MaxAge?: number | undefined;
}

/** An address of its own of a function, or of one alias of it. */
export interface FunctionUrl {
  /** First part of the host name on AWS: 32 characters. */
  readonly urlId: string;
  readonly functionName: string;
  /** Undefined for the function itself. */
  readonly alias: string | undefined;
  readonly authType: AuthType;
  readonly cors: UrlCors | undefined;
  /** Undefined for the default, BUFFERED. */
  readonly invokeMode?: InvokeMode | undefined;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly modifiedAt: number;
}
