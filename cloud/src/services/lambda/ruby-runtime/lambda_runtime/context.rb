# frozen_string_literal: true

# What a handler gets as `context:`.
#
# https://docs.aws.amazon.com/lambda/latest/dg/ruby-context.html
class LambdaContext
  attr_reader :aws_request_id, :invoked_function_arn, :log_group_name, :log_stream_name, :function_name,
              :memory_limit_in_mb, :function_version, :identity, :tenant_id, :client_context, :deadline_ms

  def initialize(event)
    @aws_request_id = event["Lambda-Runtime-Aws-Request-Id"]
    @invoked_function_arn = event["Lambda-Runtime-Invoked-Function-Arn"]
    @deadline_ms = event["Lambda-Runtime-Deadline-Ms"].to_i
    @tenant_id = text_of(event["Lambda-Runtime-Aws-Tenant-Id"])
    @identity = document_of(event["Lambda-Runtime-Cognito-Identity"])
    @client_context = document_of(event["Lambda-Runtime-Client-Context"])
    @log_group_name = ENV["AWS_LAMBDA_LOG_GROUP_NAME"]
    @log_stream_name = ENV["AWS_LAMBDA_LOG_STREAM_NAME"]
    @function_name = ENV["AWS_LAMBDA_FUNCTION_NAME"]
    @function_version = ENV["AWS_LAMBDA_FUNCTION_VERSION"]
    @memory_limit_in_mb = ENV["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
    # A handler that changes the time, as tests do, still has the same time left.
    @ahead_ms = now_ms(Process::CLOCK_REALTIME) - now_ms(Process::CLOCK_MONOTONIC)
  end

  def get_remaining_time_in_millis
    [@deadline_ms - @ahead_ms - now_ms(Process::CLOCK_MONOTONIC), 0].max
  end

  private

  def now_ms(clock)
    Process.clock_gettime(clock, :millisecond)
  end

  def text_of(header)
    header unless header.to_s.empty?
  end

  def document_of(header)
    # Headers are bytes until here.
    JSON.parse(header.dup.force_encoding(Encoding::UTF_8)) unless header.to_s.empty?
  end
end
