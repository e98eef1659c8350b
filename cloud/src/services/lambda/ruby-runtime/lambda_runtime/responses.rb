# frozen_string_literal: true

module LambdaRuntime
  # The way of responses of custom resources. On AWS they are put by HTTPS, and helpers set `use_ssl` for the host
  # of ResponseURL. Here that address speaks HTTP, so connections to exactly that host and port do; every other one
  # is left alone.
  module Responses
    @addresses = []

    class << self
      # Makes HTTPS connections to the response address of an event work.
      def route(event)
        url = event["ResponseURL"] if event.is_a?(Hash)
        return unless url.is_a?(String) && url.start_with?("http://")

        parts = URI(url)
        Net::HTTP.prepend(Plain) if @addresses.empty?
        @addresses |= [[parts.host, parts.port]]
      end

      def plain?(http)
        @addresses.include?([http.address, http.port])
      end
    end

    module Plain
      def use_ssl=(flag)
        super(flag && !Responses.plain?(self))
      end
    end
  end
end
