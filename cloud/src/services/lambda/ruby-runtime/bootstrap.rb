# frozen_string_literal: true

# The managed Ruby runtime: loads the file of the handler named by _HANDLER and serves events of the Runtime API
# until the connection closes. Runs as the main program of an execution environment.
#
# ruby -EUTF-8 bootstrap.rb <folder of the gems that AWS's runtimes carry>
#
# https://docs.aws.amazon.com/lambda/latest/dg/ruby-handler.html

# LAM-17: libraries that were installed on this machine are not those of a function; only the language's own
# stay, with RubyGems where the machine has it elsewhere, and what RUBYLIB names.
real = ->(folder) { File.exist?(folder) ? File.realpath(folder) : folder }
language = RbConfig::CONFIG.values_at("rubylibdir", "rubyarchdir")
language << File.dirname($LOADED_FEATURES.find { |file| file.end_with?("/rubygems.rb") }.to_s)
language = (language + ENV.fetch("RUBYLIB", "").split(File::PATH_SEPARATOR)).map(&real)
$LOAD_PATH.select! { |folder| language.include?(real.call(folder)) }

# AWS's client needs these, so a function has them without asking.
require "json"
require "logger"
require "net/http"
require "stringio"
require "time"

require_relative "lambda_runtime/client"
require_relative "lambda_runtime/context"
require_relative "lambda_runtime/failure"
require_relative "lambda_runtime/handler"
require_relative "lambda_runtime/logs"
require_relative "lambda_runtime/marshaller"
require_relative "lambda_runtime/responses"

module LambdaRuntime
  class << self
    # Serves events. Returns what the program ends with, once a handler left nothing to go on from.
    def run(packages)
      client = Client.new(ENV.fetch("AWS_LAMBDA_RUNTIME_API"))
      $LOAD_PATH.unshift(Dir.pwd) unless $LOAD_PATH.include?(Dir.pwd)
      handler = LambdaHandler.new(env_handler: ENV.fetch("_HANDLER", ""))
      require handler.handler_file_name
      serve(client, handler, packages)
    rescue Exception => error # A file that is no Ruby, or that ends the program, is an error of the start as well.
      failure = Failure.new(error, "Init")
      tell(failure, packages)
      client&.post_init_error(failure)
      failure.exit_status
    end

    private

    def serve(client, handler, packages)
      loop do
        event = client.next_event
        failure = answer(client, handler, event) or next
        tell(failure, packages)
        client.post_error(event.request_id, failure)
        return failure.exit_status if failure.exit_status
      end
    end

    # Why there is no answer; nil when there is one.
    def answer(client, handler, event)
      $_global_aws_request_id = event.request_id
      ENV["_X_AMZN_TRACE_ID"] = event["Lambda-Runtime-Trace-Id"] if event["Lambda-Runtime-Trace-Id"]
      request = AwsLambda::Marshaller.marshall_request(event)
      context = LambdaContext.new(event)
      Responses.route(request)
      stage = "Function"
      begin
        payload, content_type = handler.call_handler(request: request, context: context)
        stage = "Runtime"
        payload = payload.read if content_type == "application/unknown"
      rescue Exception => error
        return Failure.new(error, stage)
      end
      client.post_response(event.request_id, payload.to_s, content_type || "application/json")
      nil
    end

    def tell(failure, packages)
      Logs.failed(failure)
      Logs.missing_sdk(failure.error, packages)
    end
  end
end

packages = ARGV.shift
$stdout.sync = true
LambdaRuntime::Logs.install
exit(LambdaRuntime.run(packages))
