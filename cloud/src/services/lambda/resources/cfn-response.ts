/**
 * The module that AWS adds to functions whose code stands in a template, for the responses of custom
 * resources: `require("cfn-response")` in Node.js, `import cfnresponse` in Python.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-lambda-function-code-cfnresponsemodule.html
 */
const NODE = `"use strict";
const http = require("http");
const https = require("https");

exports.SUCCESS = "SUCCESS";
exports.FAILED = "FAILED";

exports.send = function (event, context, responseStatus, responseData, physicalResourceId, noEcho) {
  return new Promise((resolve) => {
    const body = JSON.stringify({
      Status: responseStatus,
      Reason: "See the details in CloudWatch Log Stream: " + context.logStreamName,
      PhysicalResourceId: physicalResourceId || context.logStreamName,
      StackId: event.StackId,
      RequestId: event.RequestId,
      LogicalResourceId: event.LogicalResourceId,
      NoEcho: noEcho || false,
      Data: responseData,
    });
    console.log("Response body:\\n", body);
    const url = new URL(event.ResponseURL);
    const headers = { "content-type": "", "content-length": Buffer.byteLength(body) };
    const done = () => {
      context.done();
      resolve();
    };
    const request = (url.protocol === "https:" ? https : http).request(url, { method: "PUT", headers }, (response) => {
      console.log("Status code: " + response.statusCode);
      response.resume();
      done();
    });
    request.on("error", (error) => {
      console.log("send(..) failed executing request(..): " + error);
      done();
    });
    request.end(body);
  });
};
`;

const PYTHON = `import json
import urllib.request

SUCCESS = "SUCCESS"
FAILED = "FAILED"


def send(event, context, responseStatus, responseData, physicalResourceId=None, noEcho=False, reason=None):
    body = json.dumps(
        {
            "Status": responseStatus,
            "Reason": reason or "See the details in CloudWatch Log Stream: {}".format(context.log_stream_name),
            "PhysicalResourceId": physicalResourceId or context.log_stream_name,
            "StackId": event["StackId"],
            "RequestId": event["RequestId"],
            "LogicalResourceId": event["LogicalResourceId"],
            "NoEcho": noEcho,
            "Data": responseData,
        }
    )
    print("Response body:")
    print(body)
    # Without a content type urllib would name one.
    request = urllib.request.Request(
        event["ResponseURL"], data=body.encode("utf-8"), headers={"Content-Type": ""}, method="PUT"
    )
    try:
        with urllib.request.urlopen(request) as response:
            print("Status code:", response.status)
    except Exception as error:
        print("send(..) failed executing http.request(..):", error)
`;

interface Module {
  readonly path: string;
  readonly text: string;
}

const MODULES: readonly (readonly [mention: string, module: Module])[] = [
  ["cfn-response", { path: "node_modules/cfn-response/index.js", text: NODE }],
  ["cfnresponse", { path: "cfnresponse.py", text: PYTHON }],
];

/** The module that code of a template asks for by name. */
export function responseModuleFor(source: string): Module | undefined {
  return MODULES.find(([mention]) => source.includes(mention))?.[1];
}
