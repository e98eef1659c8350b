# frozen_string_literal: true

module LambdaRuntime
  # An error as a caller and the log see it.
  class Failure
    FRAMES = 100
    OWN = File.dirname(__dir__)
    # Classes whose names the platform may know; of others it learns that they are a person's own.
    TOLD = %w[ArgumentError NoMethodError Exception StandardError NameError LoadError SystemExit SystemStackError].freeze

    # What the program ends with when an error is its end, as AWS's client does.
    CRITICAL = -1
    RUNTIME = -2
    INIT = -4

    attr_reader :error

    # @param stage `Init`, `Function`, or `Runtime` for an answer that could not be read
    def initialize(error, stage)
      @error = error
      @stage = stage
      @type = "#{stage}<#{error.class}>"
    end

    # nil when the program goes on. What a name misses now it will always miss, and from what is no StandardError
    # nothing goes on.
    def exit_status
      return INIT if @stage == "Init"
      return RUNTIME if @stage == "Runtime"

      CRITICAL if @error.is_a?(NameError) || !@error.is_a?(StandardError)
    end

    def title
      return "Init error when loading handler " if @stage == "Init"

      exit_status ? "Critical exception from handler" : "Error raised from handler method"
    end

    def header
      TOLD.include?(@error.class.to_s) ? @type : "Function<UserException>"
    end

    def document
      { errorMessage: @error.message, errorType: @type, stackTrace: trace }
    end

    def to_json(*)
      document.to_json
    end

    private

    # Down to the runtime's own frames, which are nobody's business.
    def trace
      frames = (@error.backtrace_locations || []).first(FRAMES)
      frames.take_while { |frame| !frame.path.start_with?(OWN) }.map(&:to_s)
    end
  end
end
