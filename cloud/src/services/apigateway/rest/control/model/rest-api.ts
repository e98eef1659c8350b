export const HTTP_METHODS = ["GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD", "ANY"] as const;
export type HttpMethod = (typeof HTTP_METHODS)[number];

export interface IntegrationResponse {
  readonly statusCode: string;
  readonly selectionPattern?: string;
  /** `method.response.header.X` → `'static value'` */
  readonly responseParameters?: Readonly<Record<string, string>>;
  readonly responseTemplates?: Readonly<Record<string, string>>;
}

export interface Integration {
  readonly type: "AWS_PROXY" | "MOCK";
  readonly httpMethod?: string;
  readonly uri?: string;
  /** ARN of the role as which the function is called. */
  readonly credentials?: string;
  readonly passthroughBehavior: "WHEN_NO_MATCH" | "WHEN_NO_TEMPLATES" | "NEVER";
  readonly timeoutInMillis: number;
  readonly cacheNamespace: string;
  readonly requestTemplates?: Readonly<Record<string, string>>;
  readonly integrationResponses: Readonly<Record<string, IntegrationResponse>>;
}

export interface MethodResponse {
  readonly statusCode: string;
  readonly responseParameters?: Readonly<Record<string, boolean>>;
  readonly responseModels?: Readonly<Record<string, string>>;
}

export interface Method {
  readonly httpMethod: HttpMethod;
  /** Any text: an unknown type is a configuration error of the call, never a pass. */
  readonly authorizationType: string;
  readonly authorizerId?: string;
  readonly authorizationScopes?: readonly string[];
  readonly apiKeyRequired: boolean;
  readonly operationName?: string;
  readonly requestValidatorId?: string;
  /** `method.request.querystring.a` → required */
  readonly requestParameters?: Readonly<Record<string, boolean>>;
  /** Content type → model name. */
  readonly requestModels?: Readonly<Record<string, string>>;
  readonly methodResponses: Readonly<Record<string, MethodResponse>>;
  readonly integration?: Integration;
}

export interface Resource {
  readonly id: string;
  readonly parentId?: string;
  readonly pathPart?: string;
  readonly path: string;
  readonly methods: Readonly<Partial<Record<HttpMethod, Method>>>;
}

export interface Authorizer {
  readonly id: string;
  readonly name: string;
  readonly type: "COGNITO_USER_POOLS";
  readonly providerARNs: readonly string[];
  readonly authType: string;
  /** `method.request.header.Authorization` */
  readonly identitySource: string;
  readonly identityValidationExpression?: string;
  readonly authorizerResultTtlInSeconds?: number;
}

export interface Model {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly contentType: string;
  /** JSON text of a draft-4 schema. */
  readonly schema: string;
}

export interface RequestValidator {
  readonly id: string;
  readonly name: string;
  readonly validateRequestBody: boolean;
  readonly validateRequestParameters: boolean;
}

export interface GatewayResponse {
  readonly responseType: string;
  readonly statusCode?: string;
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, string>>;
}

/** Everything one REST API is made of: what a deployment snapshots. */
export interface RestApi {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly version?: string;
  /** Epoch seconds. */
  readonly createdDate: number;
  readonly apiKeySource: "HEADER";
  readonly endpointConfiguration: { readonly types: readonly string[]; readonly ipAddressType: string };
  readonly disableExecuteApiEndpoint: boolean;
  readonly binaryMediaTypes: readonly string[];
  /** JSON text of the resource policy. */
  readonly policy?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly rootResourceId: string;
  readonly resources: readonly Resource[];
  readonly authorizers: readonly Authorizer[];
  readonly models: readonly Model[];
  readonly requestValidators: readonly RequestValidator[];
  readonly gatewayResponses: readonly GatewayResponse[];
}
