// Patterns that are not linear by analysis, by the file that has them: what keeps their input short, or why
// they are linear all the same. A pattern that reads what anybody sends does not belong here.
const OWN = "a file or setting of the person who runs this cloud";
const TRACE = "trace/screen.ts cuts every text at 512 characters";
const OUTPUT = "an event of the trace, whose texts are cut at 512 characters";
/** The analysis ran out of time; read by hand. */
const ANCHORED = "anchored, and no two neighbouring repetitions take the same character";
const DISTINCT = "every attempt begins with a text that the repetitions behind it do not take";

export const BOUNDS = {
  "/\\/+$/": {
    "cloud/src/cli/aws/aws-environment.ts": OWN,
    "cloud/src/runtime/app/config/app-config.ts": OWN,
  },
  "/^-+|-+$/g": {
    "cloud/src/runtime/access-log.ts": "cut at 512 characters, the longest name of a log group",
  },
  "/^\\s*\\[\\s*([^\\]]*?)\\s*\\]/": { "cloud/src/cli/aws/aws-environment.ts": OWN },
  "/^([a-z_]+)\\s*=\\s*(.*?)\\s*$/": { "cloud/src/cli/aws/aws-environment.ts": OWN },
  "/<\\?[^?<>]*\\?>|<\\/([\\w:.-]+)\\s*>|<([\\w:.-]+)[^<>]*?(\\/?)>|[^<]+|</g": {
    "cloud/src/runtime/client/read-xml.ts": "an answer of AWS",
  },
  "/^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$/": { "cloud/src/cli/deploy/run-deploy.ts": OWN },
  "/https:\\/\\/cognito-idp\\.([a-z0-9-]+)\\.amazonaws\\.com\\/([a-z0-9-]+_[A-Za-z0-9]+)/g": {
    "cloud/src/cloudformation/engine/local-addresses.ts": DISTINCT,
  },
  "/\\{\\{resolve:(?:ssm|ssm-secure|secretsmanager):[\\w.\\-/]+(?::\\d+)?\\}\\}/": {
    "cloud/src/cloudformation/sam/expansion/s3-location.ts": DISTINCT,
  },
  "/(?:\\$\\{[^}]*\\}|<[^>]*>)$/": { "cloud/src/iam/policies/condition-keys.ts": "a key of AWS's reference" },
  "/\\$\\{([^}]*)\\}/g": {
    "cloud/src/runtime/project/app-parameters.ts": OWN,
    "cloud/src/runtime/project/people.ts": OWN,
  },
  "/^aws_access_key_id\\s*=\\s*(\\S+)\\s*$/m": { "cloud/src/runtime/state/credentials-file.ts": OWN },
  "/^aws_secret_access_key\\s*=\\s*(\\S+)\\s*$/m": { "cloud/src/runtime/state/credentials-file.ts": OWN },
  "/eyJ[A-Za-z0-9_-]{6,}(?:\\.[A-Za-z0-9_-]*){1,4}/g": { "cloud/src/trace/screen.ts": TRACE },
  "/\\b(code|state|nonce|token|id_token|access_token|refresh_token|X-Amz-Signature|X-Amz-Security-Token|X-Amz-Credential|client_secret|code_verifier|password|SAMLResponse)=[^&\\s\"']+/gi":
    { "cloud/src/trace/screen.ts": TRACE },
  "/([A-Za-z0-9._%+-])[A-Za-z0-9._%+-]*@([A-Za-z0-9-])[A-Za-z0-9.-]*/g": {
    "cloud/src/trace/mail.ts": OUTPUT,
  },
  "/^(x-amz-security-token|cookie|authorization|x-api-key|.*customer-key(?:-md5)?):.*/i": {
    "cloud/src/wire/sigv4/why.ts": ANCHORED,
  },
  "/(^|[?&])(X-Amz-Security-Token|X-Amz-Signature|[a-z_]*(?:token|secret|password|code|state))=[^&]*/gi": {
    "cloud/src/wire/sigv4/why.ts": DISTINCT,
  },
  "/[-.][0-9a-f]{16,}\\.[^/]*$/i": {
    "cloud/src/runtime/app/site/app-site.ts":
      "the name of a file of the build: only names that are there are looked at",
  },
  "/<script(?![^>]*\\ssrc\\s*=)[^>]*>([\\s\\S]*?)<\\/script>/gi": {
    "cloud/src/runtime/app/policy/page-policy.ts": "a page of the build",
  },
  "/^arn:[a-z-]+:apigateway:[a-z0-9-]+:lambda:path\\/2015-03-31\\/functions\\/(.+)\\/invocations$/": {
    "cloud/src/services/apigateway/shared/function-uri.ts": ANCHORED,
  },
  "/^\\/?([^/?]+)\\/([^?]+)(?:\\?versionId=([^&]+))?$/": {
    "cloud/src/services/s3/api/http/copy-source-header.ts": ANCHORED,
  },
  "/<\\?xml[^>]*\\?>|<!--[\\s\\S]*?-->|<!\\[CDATA\\[([\\s\\S]*?)\\]\\]>|<(\\/?)([A-Za-z_][\\w.:-]*)((?:\\s+[\\w.:-]+\\s*=\\s*(?:\"[^\"<]*\"|'[^'<]*'))*)\\s*(\\/?)>|([^<]+)/gy":
    {
      "cloud/src/services/s3/api/http/xml-reader.ts":
        "sticky: the first place that does not match ends the reading",
    },
  "/^([A-Za-z0-9-]+)\\s*:\\s*(.*)$/": {
    "cloud/src/services/s3/api/uploads/aws-chunked.ts": "a line of at most 4096 bytes",
  },
  "/^(?:'[^']*'|method\\.request\\.(?:header|querystring|path)\\.\\S+|context\\.\\S+|stageVariables\\.\\S+)$/":
    {
      "cloud/src/services/apigateway/rest/control/apis/gateway-responses.ts": ANCHORED,
    },
  "/^method\\.request\\.(?:querystring|header|path|multivaluequerystring|multivalueheader)\\.[^\\s]+$/": {
    "cloud/src/services/apigateway/rest/control/apis/methods.ts": ANCHORED,
  },
  "/^[A-Za-z0-9-._~:/?#&=,]{1,512}$/": {
    "cloud/src/services/apigateway/rest/control/stages/stages.ts": ANCHORED,
  },
  "/\\$(context|stageVariables|method\\.request)\\.([A-Za-z0-9_:.-]*[A-Za-z0-9_])|\\$\\{(context|stageVariables)\\.([A-Za-z0-9_:.-]+)\\}/g":
    { "cloud/src/services/apigateway/rest/execute/response/gateway-response.ts": DISTINCT },
  "/^[^&]*?(?:%2F|\\/)\\d{8}(?:%2F|\\/)[^&%/]+(?:%2F|\\/)([^&%/]+)/i": {
    "cloud/src/runtime/front-door/detect.ts": "the first 512 characters behind the name",
  },
};
