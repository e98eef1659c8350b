# frozen_string_literal: true

# How events are read and answers are written. AWS lets functions replace both methods.
#
# https://docs.aws.amazon.com/lambda/latest/dg/ruby-handler.html
module AwsLambda
  class Marshaller
    class << self
      def marshall_request(raw_request)
        raw_request["Content-Type"] == "application/json" ? JSON.parse(raw_request.body) : raw_request.body
      end

      def marshall_response(method_response)
        case method_response
        when IO, StringIO then [method_response, "application/unknown"]
        else method_response.to_json
        end
      end
    end
  end
end
