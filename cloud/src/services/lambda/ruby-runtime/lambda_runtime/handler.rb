# frozen_string_literal: true

# Calls the method that _HANDLER names, e.g. `app.handler` or `src/app.Module::Class.handler`. Methods that are
# defined at the top of a file are called on this object, so its name and fields are in AWS's error texts, too.
class LambdaHandler
  FORM = "must be of form FILENAME.METHOD or FILENAME.CLASS.METHOD where FILENAME corresponds with an existing " \
         "Ruby source file FILENAME.rb, CLASS is an optional module/class namespace and METHOD is a callable " \
         "method. If using CLASS, METHOD must be a class-level method."
  private_constant :FORM

  attr_reader :handler_file_name, :handler_method_name

  def initialize(env_handler:)
    parts = env_handler.split(".")
    raise ArgumentError, "Invalid handler #{parts}, #{FORM}" unless parts.size.between?(2, 3)

    @handler_file_name = parts.first
    @handler_class = parts[1] if parts.size == 3
    @handler_method_name = parts.last
  end

  # The answer as AwsLambda::Marshaller writes it: a text, or what is to be read with its content type.
  def call_handler(request:, context:)
    arguments = { event: request, context: context }
    result =
      if @handler_class
        Kernel.const_get(@handler_class).send(@handler_method_name, **arguments)
      else
        __send__(@handler_method_name, **arguments)
      end
    AwsLambda::Marshaller.marshall_response(result)
  end
end
