# frozen_string_literal: true

module LambdaRuntime
  # What a function logs: `puts` as it is, and loggers with the id of the invocation.
  #
  # https://docs.aws.amazon.com/lambda/latest/dg/ruby-logging.html
  module Logs
    # Where loggers write. One that is closed closes no other's.
    module Sink
      def self.write(text)
        $stdout.write(text.end_with?("\n") ? text : "#{text}\n")
      end

      def self.close; end
    end

    class Formatter < Logger::Formatter
      def call(severity, time, progname, message)
        format("%s, [%s #%d] %5s %s -- %s: %s", severity[0], format_datetime(time), Process.pid, severity,
               $_global_aws_request_id, progname, msg2str(message)).encode("UTF-8")
      end
    end

    # Loggers of the standard streams, and of none, are those of the log.
    module Redirected
      def initialize(device, *rest, formatter: nil, **options)
        if device.nil? || device == $stdout || device == $stderr
          device = Sink
          formatter ||= Formatter.new
        end
        super(device, *rest, formatter: formatter, **options)
      end
    end

    def self.install
      Logger.prepend(Redirected)
    end

    def self.failed(failure)
      $stdout.write("#{failure.title}\n#{JSON.pretty_generate(failure.document)}\n")
    end

    # Says how to get what AWS's runtimes carry, where a `require` of it was what failed.
    def self.missing_sdk(error, packages)
      name = error.path if error.is_a?(LoadError)
      return unless name&.start_with?("aws-sdk")

      command = "#{RbConfig.ruby} -S gem install --no-document --install-dir #{packages} #{name}"
      $stdout.write("Portcullis: AWS's runtimes carry #{name}, this machine does not yet: #{command}\n")
    end
  end
end
